using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class GainTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 10)]
    [InlineData(-20, 0.1)]
    [InlineData(6.020599913279624, 2)]
    [InlineData(-30, 0.03162277660168379)]
    public void Decibels_are_of_the_amplitude(double gainDb, double factor)
    {
        Gain.Factor(gainDb).ShouldBe(factor, 1e-12);
        var samples = Noise.Of(1000, 3);
        var louder = Gain.Apply(samples, gainDb);
        for (var i = 0; i < samples.Length; i++) louder[i].ShouldBe((float)(samples[i] * Gain.Factor(gainDb)));
    }

    [Fact]
    public void Clipping_leaves_what_is_within_full_scale()
    {
        Gain.Clip([-3f, -1f, -0.5f, 0f, 0.999f, 1f, 1.001f, float.PositiveInfinity]).ShouldBe([-1f, -1f, -0.5f, 0f, 0.999f, 1f, 1f, 1f]);
    }

    [Fact]
    public void Sixteen_bits_are_those_of_a_file()
    {
        var samples = Gain.Apply(Noise.Of(20_000, 4), 3);
        using var file = new MemoryStream();
        WavWriter.Write(file, new AudioClip(samples, 16000));
        file.Position = 0;
        Gain.RoundTo16Bits(samples).ShouldBe(AudioClip.Load(file, "memory").Samples);
    }

    [Fact]
    public void A_gain_that_is_no_number_is_refused()
    {
        foreach (var gain in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Should.Throw<ArgumentOutOfRangeException>(() => Gain.Apply([1f], gain));
    }
}
