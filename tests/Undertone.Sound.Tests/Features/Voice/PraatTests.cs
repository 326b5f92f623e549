using Undertone.Sound.Features.Voice;

namespace Undertone.Sound.Tests.Features.Voice;

/// <summary>Every number that Praat 6.3 computed of three signals, within the tolerances of tests/Golden/README.md.</summary>
public sealed class PraatTests
{
    public static TheoryData<string> Signals => ["vowels", "voice", "speech_a_16k"];

    [Theory]
    [InlineData("vowels", 1e-6, 1e-6)]
    [InlineData("voice", 0.005, 0.02)]
    [InlineData("speech_a_16k", 0.03, 0.2)]
    public void Formants_are_praats(string name, double tolerance, double bandwidthTolerance)
    {
        var signal = PraatSignal.Load(name);
        var expected = signal.Array("formants");
        var track = Formants.Compute(signal.Samples, signal.SampleRateHz, new() { HopSamples = signal.HopSamples });
        (6 * track.FrequencyHz.Frames).ShouldBe(expected.Length);
        for (var t = 0; t < track.FrequencyHz.Frames; t++)
        {
            var hz = track.FrequencyHz.Frame(t);
            var bandwidths = track.BandwidthHz.Frame(t);
            if (IsDigitalSilence(signal, t))
            {
                // Praat hears what its resampling rings there.
                hz.ToArray().Concat(bandwidths.ToArray()).ShouldAllBe(v => float.IsNaN(v));
                continue;
            }

            Close.Assert(hz, Row(expected, t, 0), 0, tolerance, $"{name}: formants of frame {t}");
            Close.Assert(bandwidths, Row(expected, t, 3), 0, bandwidthTolerance, $"{name}: bandwidths of frame {t}");
        }
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Harmonicity_is_praats(string name)
    {
        var signal = PraatSignal.Load(name);
        var expected = signal.Array("hnr");
        var actual = Harmonicity.Compute(signal.Samples, signal.SampleRateHz, new() { HopSamples = signal.HopSamples }).Values;
        actual.Length.ShouldBe(expected.Length);
        for (var t = 0; t < actual.Length; t++)
        {
            // Of noise the highest of many small peaks is told, which depends on how far values between samples are interpolated from.
            Close.Assert([(double)actual[t]], [expected[t]], expected[t] > 0 ? 0.05 : 0.5, 0, $"{name}: frame {t}");
        }
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Pulses_are_praats(string name)
    {
        var signal = PraatSignal.Load(name);
        var contour = new PitchContour(signal.Array("f0"), 0, signal.HopSamples);
        var actual = GlottalPulses.Find(signal.Samples, signal.SampleRateHz, contour);
        var expected = signal.Array("pulses").Where(p => p >= 0 && p <= signal.Samples.Length - 1).ToArray();
        Close.Assert(actual, expected, 1e-4, 0, $"{name}: places in samples");
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Jitter_and_shimmer_are_praats(string name)
    {
        var signal = PraatSignal.Load(name);
        var expected = signal.Array("periods");
        var statistics = new PeriodStatistics(signal.Samples, signal.SampleRateHz, signal.Array("pulses"));
        for (var t = 0; t < expected.Length / 2; t++)
        {
            var (middle, reach) = ((double)t * signal.HopSamples - 0.5, 0.03 * signal.SampleRateHz);
            var actual = new[]
            {
                statistics.JitterLocal(middle - reach, middle + reach), statistics.ShimmerLocalDb(middle - reach, middle + reach),
            };
            Close.Assert(actual, expected.AsSpan(2 * t, 2), 1e-9, 1e-6, $"{name}: frame {t}");
        }
    }

    private static float[] Row(double[] values, int frame, int first) =>
        [.. values.AsSpan(6 * frame + first, Formants.Count).ToArray().Select(v => (float)v)];

    private static bool IsDigitalSilence(PraatSignal signal, int frame)
    {
        var reach = (int)(0.025 * signal.SampleRateHz);
        var from = Math.Max(frame * signal.HopSamples - reach, 0);
        return signal.Samples.Skip(from).Take(frame * signal.HopSamples + reach - from).All(s => s == 0);
    }
}
