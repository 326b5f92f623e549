using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Encoders;

public sealed class EncoderFeaturesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(160)]
    [InlineData(1119)]
    [InlineData(1120)]
    [InlineData(1279)]
    public void A_clip_too_short_for_the_layers_is_filled_with_silence(int samples)
    {
        var clip = new AudioClip([.. Noise.Take(samples)], 16000);
        var filled = new AudioClip([.. clip.Samples, .. new float[Math.Max(0, 1120 - samples)]], 16000);
        var pipeline = Pipeline("""{ "shape": "encoder", "encoder": "byol-s" }""");
        pipeline.Compute(clip).ShouldBe(pipeline.Compute(filled));
        pipeline.Compute(clip).ShouldAllBe(v => float.IsFinite(v));
    }

    [Fact]
    public void Statistics_over_time_are_those_of_the_frames()
    {
        var clip = new AudioClip([.. Noise.Take(20_000)], 16000);
        var frames = Pipeline("""{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_2" }""", "network").Compute(clip);
        var pooled = Pipeline("""{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_2", "pool": ["mean", "std", "max"] }""");
        pooled.InputShape.ShouldBe([3 * 512]);
        var values = pooled.Compute(clip);
        for (var c = 0; c < 512; c++)
        {
            var column = frames.Where((_, i) => i % 512 == c).Select(v => (double)v).ToArray();
            var mean = column.Average();
            values[c].ShouldBe((float)mean, 1e-4);
            values[512 + c].ShouldBe((float)Math.Sqrt(column.Average(v => (v - mean) * (v - mean))), 1e-4);
            values[1024 + c].ShouldBe((float)column.Max());
        }
    }

    [Fact]
    public void A_length_cuts_or_fills_every_clip()
    {
        var pipeline = Pipeline("""{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_2", "lengthSeconds": 1.5 }""", "network");
        pipeline.InputShape.ShouldBe([18, 512]);
        pipeline.Compute(new AudioClip([.. Noise.Take(5000)], 16000)).Length.ShouldBe(18 * 512);
        pipeline.Compute(new AudioClip([.. Noise.Take(30_000)], 16000)).Length.ShouldBe(18 * 512);
    }

    [Theory]
    [InlineData("""{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_9" }""", "features.layer")]
    [InlineData("""{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_1" }""", "features.pool")]
    [InlineData("""{ "shape": "encoder", "encoder": "byol-s", "pool": ["mean"] }""", "features.pool")]
    public void What_does_not_fit_the_encoder_is_refused_with_its_place(string features, string place) =>
        Should.Throw<RecipeException>(() => Pipeline(features)).Place.ShouldBe(place);

    [Fact]
    public void An_encoder_that_there_is_not_is_told_with_those_there_are() =>
        Should.Throw<EncoderFormatException>(() => Pipeline("""{ "shape": "encoder", "encoder": "byol-t" }"""))
            .Message.ShouldContain("byol-s");

    [Fact]
    public void Another_encoder_than_the_one_it_was_begun_with_is_refused()
    {
        var digest = new string('0', 64);
        Should.Throw<RecipeException>(() => Pipeline($$"""{ "shape": "encoder", "encoder": "byol-s", "sha256": "{{digest}}" }"""))
            .Message.ShouldContain("not the one");
    }

    [Fact]
    public void The_signature_tells_encoders_layers_and_statistics_apart_and_not_whether_a_recipe_was_settled()
    {
        string[] features =
        [
            """{ "shape": "encoder", "encoder": "byol-s" }""",
            """{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_2", "pool": ["mean"] }""",
            """{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_1", "pool": ["mean"] }""",
            """{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_1", "pool": ["max"] }""",
            """{ "shape": "encoder", "encoder": "byol-s", "layer": "dense_1", "pool": ["max"], "lengthSeconds": 2 }""",
        ];
        var signatures = features.Select(f => FeaturePipeline.Signature(Of(f, "knn"))).ToArray();
        signatures.ShouldBeUnique();
        features.Select(f => FeaturePipeline.Signature(EncoderRecipe.Settle(Of(f, "knn")))).ShouldBe(signatures);
        signatures.ShouldAllBe(s => s.Contains(EncoderCatalog.Load("byol-s").Sha256));
    }

    private static IEnumerable<float> Noise
    {
        get
        {
            var random = new Random(5);
            while (true) yield return (random.NextSingle() - 0.5f) / 4;
        }
    }

    private static FeaturePipeline Pipeline(string features, string kind = "knn") => new(Of(features, kind));

    private static Recipe Of(string features, string kind) => Recipe.Parse($$"""
        { "name": "x", "features": {{features}}, "hearing": { "offset": "keep", "level": "as-recorded", "speech": "whole" },
          "model": { "kind": "{{kind}}" {{(kind == "network" ? ", \"layers\": [ { \"type\": \"statistics-pool\" } ]" : "")}} } }
        """);
}
