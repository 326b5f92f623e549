using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Tests.Features.Engine;

/// <summary>The number of frames that is told beforehand is the number of frames that are computed.</summary>
public sealed class FramesOfTests
{
    public static TheoryData<string> Features => [.. FeatureCatalog.Names];

    [Theory]
    [MemberData(nameof(Features))]
    public void Frames_are_told_as_they_are_computed(string name)
    {
        foreach (var rateHz in new[] { 16_000, 22_050 })
        {
            foreach (var spec in Specs(name))
            {
                var extractor = new FeatureExtractor([spec], rateHz);
                foreach (var samples in new[] { 8192, 8193, 9215, 9216, 9217, 12_287, 16_000, 22_050 })
                {
                    var clip = new float[samples];
                    for (var i = 0; i < samples; i++) clip[i] = 0.3f * MathF.Sin(0.07f * i);
                    extractor.FramesOf(0, samples).ShouldBe(extractor.Extract(clip)[0].Frames, $"{spec}, {samples} samples at {rateHz} Hz");
                }
            }
        }
    }

    [Fact]
    public void An_empty_clip_has_no_frames_to_tell() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new FeatureExtractor([FeatureCatalog.Of("rms")], 16_000).FramesOf(0, 0));

    private static IEnumerable<FeatureSpec> Specs(string name)
    {
        yield return FeatureCatalog.Of(name);
        foreach (var (key, value) in new[] { ("hop_length", "256"), ("hop_length", "1000"), ("center", "false"), ("n_fft", "1024") })
        {
            if (TryParse(name, key, value) is { } spec) yield return spec;
        }
    }

    /// <summary>The feature with an option, or null where it has no such option or cannot work so.</summary>
    private static FeatureSpec? TryParse(string name, string key, string value)
    {
        try
        {
            var spec = FeatureCatalog.Parse(name, new Dictionary<string, string> { [key] = value });
            _ = new FeatureExtractor([spec], 16_000);
            return spec;
        }
        catch (FeatureOptionException)
        {
            return null;
        }
    }
}
