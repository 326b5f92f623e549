using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;

namespace Undertone.Recognition.Tests.Features;

/// <summary>A recipe may ask for any feature: where frames have no value, the model still sees numbers.</summary>
public sealed class ProsodyRecipeTests
{
    private const int RateHz = 16_000;

    /// <summary>A second of a buzz, a second of silence.</summary>
    private static readonly AudioClip Buzz = new(
        [.. Enumerable.Range(0, 2 * RateHz).Select(n => n < RateHz ? 0.2f * ((n * 120 % RateHz / (float)RateHz) - 0.5f) : 0)], RateHz);

    public static TheoryData<string> Names => [.. FeatureCatalog.Names.Where(n => n != "waveform")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_feature_is_numbers_in_every_shape(string feature)
    {
        foreach (var shape in (string[])["pooled", "frames", "image"])
        {
            var recipe = Recipe.Parse($$"""
                { "name": "one", "sampleRateHz": {{RateHz}}, "features": { "shape": "{{shape}}", "list": [ { "name": "{{feature}}" } ] },
                  "model": { "kind": "network", "layers": [ { "type": "flatten" } ] } }
                """);
            var pipeline = new FeaturePipeline(recipe);
            pipeline.Compute(Buzz).ShouldAllBe(v => float.IsFinite(v), shape);
            pipeline.Compute(new AudioClip(new float[RateHz], RateHz)).ShouldAllBe(v => float.IsFinite(v), shape);
        }
    }
}
