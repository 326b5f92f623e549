using Undertone.Recognition.Export;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Onnx.Tests;

/// <summary>Samples in, scores out: with the features in the graph the answers are those of Undertone's own features.</summary>
public sealed class FeatureGraphTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string, string> Features() => new()
    {
        { """[{ "name": "log_melspectrogram", "n_mels": 24, "n_fft": 512, "hop_length": 160 }]""", "image" },
        { """[{ "name": "log_melspectrogram", "n_mels": 20, "n_fft": 400, "hop_length": 160, "htk": true, "norm": "none" }]""", "frames" },
        { """[{ "name": "log_melspectrogram", "n_mels": 20, "n_fft": 512, "win_length": 400, "pad_mode": "reflect" }]""", "frames" },
        { """[{ "name": "log_melspectrogram", "n_mels": 20, "n_fft": 512, "center": false, "power": 1 }]""", "frames" },
        { """[{ "name": "log_melspectrogram", "n_mels": 20, "n_fft": 512, "pad_mode": "edge", "window": "hamming" }]""", "frames" },
        { """[{ "name": "melspectrogram_db", "n_mels": 24, "n_fft": 1024, "hop_length": 512 }]""", "image" },
        { """[{ "name": "melspectrogram_db", "n_mels": 24, "top_db": "none" }]""", "pooled" },
        { """[{ "name": "log_melspectrogram", "n_mels": 16 }, { "name": "melspectrogram_db", "n_mels": 16 }]""", "image" },
        { """[{ "name": "log_melspectrogram", "n_mels": 16 }, { "name": "melspectrogram_db", "n_mels": 8 }]""", "image" },
        { """[{ "name": "log_melspectrogram", "n_mels": 16 }, { "name": "melspectrogram", "n_mels": 8 }]""", "frames" },
    };

    [Theory]
    [MemberData(nameof(Features))]
    public void Clips_of_any_length_have_the_same_scores(string list, string shape)
    {
        ShouldAgree(RecipeOf(list, shape, "null", -22));
        ShouldAgree(RecipeOf(list, shape, "null", null));
        ShouldAgree(RecipeOf(list, shape, "0.8", -22));
    }

    [Theory]
    [InlineData("remove", "as-recorded", 16_000)]
    [InlineData("keep", "active", 16_000)]
    [InlineData("remove", "active", 16_000)]
    [InlineData("remove", "active", 22_050)]
    public void What_is_heard_is_heard_in_the_graph_too(string offset, string level, int rate)
    {
        const string List = """[{ "name": "log_melspectrogram", "n_mels": 24, "n_fft": 512, "hop_length": 160 }]""";
        ShouldAgree(RecipeOf(List, "image", "null", -22, offset, level, rate));
    }

    [Fact]
    public void Silence_stays_silence()
    {
        var recipe = RecipeOf(
            """[{ "name": "log_melspectrogram", "n_mels": 24, "n_fft": 512 }]""", "image", "null", null, "remove", "active");
        var sketch = ModelSketch.OfNetwork(recipe);
        using var session = new ExportedSession(sketch.Bundle, withFeatures: true);
        var clip = new float[9000];
        var expected = sketch.Answer(new FeaturePipeline(recipe).Compute(new AudioClip(clip, 16_000)));
        var actual = session.Run("samples", [clip], [clip.Length]);
        for (var c = 0; c < expected.Length; c++) ((double)actual[c]).ShouldBe(expected[c], Tolerance, $"label {c}");
    }

    [Theory]
    [InlineData("tiny", "hearing.speech=whole")]
    [InlineData("base", "hearing.speech=whole")]
    public void What_is_heard_before_the_features_is_refused(string name, string remedy)
    {
        var bundle = EmotionRecognizer.LoadBuiltInBundle(name);
        Should.Throw<ExportException>(() => OnnxExport.Save(bundle, new MemoryStream(), withFeatures: true)).Message.ShouldContain(remedy);
    }

    [Fact]
    public void A_feature_without_a_graph_is_refused_by_its_name()
    {
        var sketch = ModelSketch.OfNetwork(RecipeOf("""[{ "name": "spectral_contrast" }]""", "frames", "null", -22));
        Should.Throw<ExportException>(() => OnnxExport.Save(sketch.Bundle, new MemoryStream(), withFeatures: true))
            .Message.ShouldContain("spectral_contrast");
    }

    private static Recipe RecipeOf(
        string list, string shape, string seconds, int? floorDb, string offset = "keep", string level = "as-recorded", int rate = 16_000)
    {
        var layers = shape == "pooled"
            ? """{ "type": "dense", "units": 12, "activation": "tanh" }"""
            : """{ "type": "dense", "units": 6, "activation": "tanh" }, { "type": "statistics-pool" }""";
        var pool = shape == "pooled" ? """, "pool": ["mean", "std", "max", "min", "var"]""" : "";
        return Recipe.Parse(
            $$"""
            { "name": "heard", "sampleRateHz": {{rate}},
              "hearing": { "offset": "{{offset}}", "level": "{{level}}", "band": "whole", "speech": "whole",
                           "floorDb": {{(floorDb is { } db ? $"{db}" : "\"none\"")}} },
              "features": { "shape": "{{shape}}", "list": {{list}}, "lengthSeconds": {{seconds}}{{pool}} },
              "model": { "kind": "network", "layers": [{{layers}}] } }
            """);
    }

    private static void ShouldAgree(Recipe recipe)
    {
        var sketch = ModelSketch.OfNetwork(recipe);
        using var session = new ExportedSession(sketch.Bundle, withFeatures: true);
        session.Inputs.Keys.ShouldBe(["samples"]);
        var (pipeline, random) = (new FeaturePipeline(recipe), new Random(5));
        foreach (var length in new[] { 2048, 9001, 16_000, 23_456 })
        {
            var clips = Enumerable.Range(0, 3).Select(_ => Clip(random, length)).ToArray();
            var together = session.Run("samples", clips, [length]);
            for (var i = 0; i < 3; i++)
            {
                var expected = sketch.Answer(pipeline.Compute(new AudioClip(clips[i], recipe.SampleRateHz)));
                var alone = session.Run("samples", [clips[i]], [length]);
                for (var c = 0; c < expected.Length; c++)
                {
                    var where = $"{string.Join(", ", recipe.Features.List)}, {length} samples, clip {i}, label {c}";
                    ((double)alone[c]).ShouldBe(expected[c], Tolerance, where);
                    ((double)together[(i * expected.Length) + c]).ShouldBe(expected[c], Tolerance, where + ", of three");
                }
            }
        }
    }

    private static float[] Clip(Random random, int length)
    {
        var (hz, level, offset) = (100 + (400 * random.NextDouble()), 0.05 + (0.3 * random.NextDouble()), 0.1 * random.NextDouble());
        return
        [
            .. Enumerable.Range(0, length).Select(i =>
                (float)(offset + (level * Math.Sin(2 * Math.PI * hz * i / 16_000) * Math.Sin(i / 900.0))
                    + (0.01 * (random.NextDouble() - 0.5)))),
        ];
    }
}
