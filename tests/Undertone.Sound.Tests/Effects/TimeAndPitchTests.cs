using Undertone.Sound.Effects;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Sound.Tests.Effects;

/// <summary>What must hold of every change of the samples, whatever the signal.</summary>
public sealed class TimeAndPitchTests
{
    [Fact]
    public void The_inverse_transform_gives_the_clip_back()
    {
        var clip = Noise.Of(5000, 1);
        StftOptions[] all =
        [
            new(), new() { FftSamples = 400, HopSamples = 100 },
            new() { FftSamples = 512, HopSamples = 128, WindowSamples = 400, Window = WindowFunction.Hamming },
        ];
        foreach (var options in all)
        {
            Close.Assert(Stft.Inverse(Stft.Compute(clip, options), clip.Length), clip, 1e-5, 0, options.ToString());
        }
    }

    [Fact]
    public void A_stretch_by_one_changes_nothing() =>
        Close.Assert(TimeStretch.Apply(Noise.Of(8000, 2), 1), Noise.Of(8000, 2), 1e-4, 0, "rate 1");

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.3)]
    [InlineData(2)]
    public void A_stretch_keeps_the_pitch_and_divides_the_length(double rate)
    {
        var stretched = TimeStretch.Apply(Tone(440, 22050), rate);
        stretched.Length.ShouldBe((int)Math.Round(22050 / rate, MidpointRounding.ToEven));
        PeakHz(stretched).ShouldBe(440, 22050.0 / 8192);
    }

    [Theory]
    [InlineData(12, 880)]
    [InlineData(-12, 220)]
    [InlineData(3, 523.25)]
    public void A_shift_moves_the_pitch_and_keeps_the_length(double semitones, double hz)
    {
        var shifted = PitchShift.Apply(Tone(440, 22050), semitones);
        shifted.Length.ShouldBe(22050);
        PeakHz(shifted).ShouldBe(hz, 22050.0 / 8192);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1000)]
    public void A_rate_out_of_range_is_refused(double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TimeStretch.Apply(new float[100], rate));

    private static float[] Tone(double hz, int length) =>
        [.. Enumerable.Range(0, length).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * hz * i / 22050)))];

    /// <summary>The loudest frequency of the middle of a clip.</summary>
    private static double PeakHz(float[] clip)
    {
        var magnitudes = Stft.Magnitude(clip.AsSpan(clip.Length / 2 - 4096, 8192), new() { FftSamples = 8192, Center = false }).Values;
        return Array.IndexOf(magnitudes, magnitudes.Max()) * 22050.0 / 8192;
    }
}
