using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Pitch;
using Undertone.Sound.Features.Spectral;
using Undertone.Sound.Features.Voice;

namespace Undertone.Sound.Tests.Features.Voice;

/// <summary>What holds for every voice: gain, time and offset change nothing, and what a signal was made with is found in it.</summary>
public sealed class ProsodyTests
{
    private const int RateHz = 16_000;

    private static readonly string[] All =
    [
        "f0_semitones", "f0_semitones_delta", "jitter_local", "shimmer_local_db", "hnr", "formants", "formant_bandwidths", "alpha_ratio",
        "hammarberg_index", "spectral_slope",
    ];

    public static TheoryData<string> Names => [.. All];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gain_changes_nothing(string name)
    {
        var clip = PraatSignal.Load("voice").Samples;
        var expected = Extract(name, clip);
        // Powers of two leave every rounding as it is; others do not.
        foreach (var gain in new[] { 1f / 1024, 0.25f, 8 }) Extract(name, Scaled(clip, gain)).ShouldBe(expected, $"gain {gain}");
        foreach (var gain in new[] { 0.013f, 0.3f, 1.9f })
        {
            Close.Assert(Extract(name, Scaled(clip, gain)), expected, 1e-3, 1e-3, $"{name}, gain {gain}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Silence_before_shifts_the_frames(string name)
    {
        float[] clip = [.. new float[8 * 512], .. PraatSignal.Load("voice").Samples, .. new float[8 * 512]];
        // 16 hops of 512 samples at 16 kHz are 5632 samples at twice the ceiling.
        var (expected, actual) = (Extract(name, clip), Extract(name, [.. new float[16 * 512], .. clip]));
        // The blocks in which formants are resampled lie elsewhere, which frames with a pole at the very ceiling feel.
        var relative = name.StartsWith("formant", StringComparison.Ordinal) ? 0.03 : 1e-3;
        Close.Assert(actual.AsSpan(actual.Length - expected.Length), expected, 1e-3, relative, name);
    }

    [Fact]
    public void An_offset_does_not_change_the_harmonics_to_noise_ratio()
    {
        var clip = PraatSignal.Load("voice").Samples;
        // Where a frame lies on the clip as a whole; beyond its ends there is no offset.
        var (expected, actual) = (Extract("hnr", clip), Extract("hnr", [.. clip.Select(s => s + 0.1f)]));
        Close.Assert(actual.AsSpan()[3..^3], expected.AsSpan()[3..^3], 0.01, 1e-3, "hnr");
    }

    [Theory]
    [InlineData(100, 0, 0)]
    [InlineData(220, 0.01, 0)]
    [InlineData(150, 0.02, 1)]
    [InlineData(90, 0.03, 0.5)]
    public void Jitter_and_shimmer_of_a_pulse_train_are_found(double f0Hz, double jitter, double shimmerDb)
    {
        // Periods in turn longer and shorter, amplitudes in turn higher and lower: every difference is the same.
        var clip = new float[RateHz];
        var (place, sign) = (100.0, 1);
        for (; place < clip.Length - 100; place += RateHz / f0Hz * (1 + sign * jitter / 2), sign = -sign)
        {
            var amplitude = 0.3 * Math.Pow(10, sign * shimmerDb / 40);
            for (var n = (int)place - 60; n < (int)place + 60; n++)
            {
                var distance = (n - place) / 6;
                clip[n] += (float)(amplitude * Math.Exp(-distance * distance));
            }
        }

        var middle = Extract("jitter_local", clip)[4..^4];
        Close.Assert(middle, [.. middle.Select(_ => (float)jitter)], 5e-4, 0.02, "jitter");
        middle = Extract("shimmer_local_db", clip)[4..^4];
        Close.Assert(middle, [.. middle.Select(_ => (float)shimmerDb)], 0.02, 0.03, "shimmer");
    }

    [Theory]
    [InlineData("a", 730, 1090, 2440)]
    [InlineData("i", 280, 2250, 2890)]
    [InlineData("u", 310, 870, 2250)]
    public void Formants_that_a_noise_was_filtered_with_are_found(string vowel, double f1, double f2, double f3)
    {
        // At twice the ceiling the model that is fitted is that which made the sound.
        const int rateHz = 11_000;
        double[] formants = [f1, f2, f3, 3500, 4500];
        var clip = Array.ConvertAll(Noise.Of(8 * rateHz, 8), s => (double)s);
        // A voice falls by 6 dB an octave.
        for (var i = 1; i < clip.Length; i++) clip[i] += Math.Exp(-2 * Math.PI * 50 / rateHz) * clip[i - 1];
        foreach (var hz in formants) Resonate(clip, rateHz, hz, 80);
        var largest = clip.Max(Math.Abs);
        var track = Formants.Compute(Array.ConvertAll(clip, s => (float)(0.5 * s / largest)), rateHz);
        for (var band = 0; band < 3; band++)
        {
            var frames = track.FrequencyHz.Frames - 4;
            var median = Enumerable.Range(2, frames).Select(t => (double)track.FrequencyHz.Frame(t)[band]).Order().ElementAt(frames / 2);
            median.ShouldBe(formants[band], 0.01 * formants[band], $"F{band + 1} of {vowel}");
            var bandwidths = Enumerable.Range(2, frames).Select(t => (double)track.BandwidthHz.Frame(t)[band]).Order();
            bandwidths.ElementAt(frames / 2).ShouldBe(80, 30, $"B{band + 1} of {vowel}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(20)]
    public void The_harmonics_to_noise_ratio_that_a_voice_was_mixed_at_is_found(double ratioDb)
    {
        var (clip, noise) = (new double[2 * RateHz], Noise.Of(2 * RateHz, 9));
        for (var i = 0; i < clip.Length; i++)
        {
            for (var h = 1; h < 30; h++) clip[i] += Math.Cos(2 * Math.PI * 200 * h * i / RateHz + h * h) / h;
        }

        var gain = Math.Sqrt(clip.Sum(s => s * s) / noise.Sum(s => (double)s * s)) * Math.Pow(10, -ratioDb / 20);
        var mixed = clip.Zip(noise, (a, b) => (float)(0.1 * (a + gain * b))).ToArray();
        Extract("hnr", mixed)[6..^6].Average().ShouldBe((float)ratioDb, 1);
    }

    [Fact]
    public void A_glide_is_found_in_semitones_and_semitones_a_second()
    {
        var (clip, phase) = (new float[2 * RateHz], 0.0);
        for (var i = 0; i < clip.Length; i++)
        {
            // From A2 up by 12 semitones a second.
            phase += 110 * Math.Pow(2, (double)i / RateHz) / RateHz;
            clip[i] = 0.3f * MathF.Sin((float)(2 * Math.PI * (phase % 1)));
        }

        var (semitones, slopes) = (Extract("f0_semitones", clip), Extract("f0_semitones_delta", clip));
        for (var t = 5; t < semitones.Length - 5; t++)
        {
            semitones[t].ShouldBe((float)(24 + 12.0 * t * 512 / RateHz), 0.2f);
            slopes[t].ShouldBe(12, 2.5f);
        }

        slopes[5..^5].Average().ShouldBe(12, 0.1f);
        new PyinOptions().ShouldBe(new F0SemitonesDeltaOptions().Pitch);
    }

    [Fact]
    public void A_slope_is_fitted_within_a_voiced_stretch_only()
    {
        const double Nan = double.NaN;
        double Hz(double semitones) => F0Semitones.ReferenceHz * Math.Pow(2, semitones / 12);
        var slopes = F0SemitonesDelta.Slopes([Hz(30), Hz(31), Hz(33), Nan, Hz(50), Nan, Hz(40), Hz(38)], 5);
        Close.Assert(slopes, [1.5, 1.5, 1.5, Nan, Nan, Nan, -2, -2], 1e-9, 0, "slopes");
        F0SemitonesDelta.Slopes([Hz(30), Hz(31), Hz(33), Hz(37)], 3)[1].ShouldBe(1.5, 1e-9);
        F0SemitonesDelta.Slopes([], 3).ShouldBeEmpty();
    }

    [Fact]
    public void Tones_have_the_ratios_and_slopes_of_their_powers()
    {
        // At 16384 Hz and 2048 samples bins are 8 Hz apart: these tones stand on bins.
        float[] Tones(params (double Hz, double Amplitude)[] tones) => [.. Enumerable.Range(0, 8192).Select(i =>
            (float)tones.Sum(t => t.Amplitude * Math.Cos(2 * Math.PI * t.Hz * i / 16384)))];
        var clip = Tones((400, 0.1), (800, 0.1), (2400, 0.01), (3200, 0.02), (7000, 0.5));
        AlphaRatio.Compute(clip, 16384).Frame(8)[0].ShouldBe((float)(10 * Math.Log10(0.02 / 0.0005)), 1e-3f);
        HammarbergIndex.Compute(clip, 16384).Frame(8)[0].ShouldBe((float)(20 * Math.Log10(0.1 / 0.02)), 1e-3f);
        // A spectrum that falls by 0.02 dB a Hz below 500 Hz, and by 0.01 dB above.
        var sloped = Tones([.. Enumerable.Range(1, 250).Select(k =>
            (8.0 * k, 0.01 * Math.Pow(10, -(8 * k < 500 ? 0.02 * 8 * k : 10 + 0.01 * (8 * k - 500)) / 20)))]);
        var slopes = SpectralSlope.Compute(sloped, 16384, new() { Stft = new() { Window = WindowFunction.Boxcar } }).Frame(8);
        slopes[1].ShouldBe(-0.01f, 1e-4f);
        AlphaRatio.Compute(Tones((400, 0.1)), 16384).Frame(8)[0].ShouldBeInRange(60, 100);
    }

    [Fact]
    public void Noise_has_no_periods_to_speak_of()
    {
        var noise = Noise.Of(2 * RateHz, 10);
        Extract("hnr", noise).Where(float.IsFinite).Average().ShouldBeLessThan(0);
        Extract("jitter_local", noise).Count(float.IsFinite).ShouldBeLessThan(10);
    }

    private static float[] Extract(string name, float[] clip) =>
        new FeatureExtractor([FeatureCatalog.Parse(name)], RateHz).Extract(clip)[0].Values;

    private static float[] Scaled(float[] clip, float gain) => Array.ConvertAll(clip, s => s * gain);

    private static void Resonate(double[] samples, int rateHz, double hz, double bandwidthHz)
    {
        var r = Math.Exp(-Math.PI * bandwidthHz / rateHz);
        var (a1, a2) = (2 * r * Math.Cos(2 * Math.PI * hz / rateHz), -r * r);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += (i > 0 ? a1 * samples[i - 1] : 0) + (i > 1 ? a2 * samples[i - 2] : 0);
        }
    }
}
