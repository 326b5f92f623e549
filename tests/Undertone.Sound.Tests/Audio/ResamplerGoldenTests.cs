using System.Text.Json;
using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Against librosa 0.11.0 with soxr's HQ setting.</summary>
public class ResamplerGoldenTests
{
    [Fact]
    public void Every_resampled_reference_is_met_within_a_ten_thousandth_of_its_rms()
    {
        var folder = Path.Combine(Repository.Golden, "librosa-0.11.0");
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "index.json")));
        var compared = 0;
        foreach (var signal in index.RootElement.GetProperty("signals").EnumerateObject())
        {
            var clip = AudioClip.Load(Path.Combine(folder, signal.Name, signal.Name + ".wav"));
            clip.SampleRateHz.ShouldBe(signal.Value.GetProperty("sr").GetInt32());
            foreach (var feature in signal.Value.GetProperty("features").EnumerateObject()
                .Where(f => f.Name.StartsWith("resampled_", StringComparison.Ordinal)))
            {
                var expected = NpyArray.Load(Path.Combine(folder, signal.Name, feature.Name + ".npy")).Values;
                var actual = clip.Resample(int.Parse(feature.Name["resampled_".Length..])).Samples;
                actual.Length.ShouldBe(expected.Length, $"{signal.Name} {feature.Name}");
                var (error, power) = (0.0, 0.0);
                for (var i = 0; i < expected.Length; i++)
                {
                    error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
                    power += expected[i] * expected[i];
                }

                Math.Sqrt(error / power).ShouldBeLessThan(1e-4, $"{signal.Name} {feature.Name}");
                compared++;
            }
        }

        compared.ShouldBeGreaterThanOrEqualTo(19);
    }
}
