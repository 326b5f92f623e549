using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class PerceptualCodingTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(576)]
    public void Overlapping_blocks_add_up_to_what_they_were_made_of(int bins)
    {
        var (transform, signal) = (new LappedTransform(bins), Noise.Of(8 * bins, 5));
        var (sum, block, spectrum) = (new double[signal.Length], new float[2 * bins], new float[bins]);
        for (var start = 0; start + (2 * bins) <= signal.Length; start += bins)
        {
            transform.Forward(signal.AsSpan(start, 2 * bins), spectrum);
            transform.Inverse(spectrum, block);
            for (var i = 0; i < block.Length; i++) sum[start + i] += block[i];
        }

        for (var i = bins; i < signal.Length - bins; i++) sum[i].ShouldBe(signal[i], 1e-5, $"sample {i}");
    }

    [Fact]
    public void The_transform_is_its_definition()
    {
        const int N = 12;
        var (block, spectrum) = (Noise.Of(2 * N, 9), new float[N]);
        new LappedTransform(N).Forward(block, spectrum);
        for (var k = 0; k < N; k++)
        {
            var sum = 0.0;
            for (var n = 0; n < 2 * N; n++)
                sum += Math.Sin(Math.PI * (n + 0.5) / (2 * N)) * block[n] * Math.Cos(Math.PI / N * (n + 0.5 + (N / 2.0)) * (k + 0.5));
            spectrum[k].ShouldBe((float)sum, 1e-5f, $"bin {k}");
        }
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(44_100)]
    public void The_loss_follows_the_margin(int rate)
    {
        var speech = new AudioClip(Signals.Bursts(2 * rate, rate), rate);
        var last = double.NegativeInfinity;
        foreach (var margin in new[] { 0.0, 6, 12, 20, 40, 60 })
        {
            var coded = PerceptualCoding.Apply(speech, margin);
            coded.Samples.Length.ShouldBe(speech.Samples.Length);
            var rest = speech.Samples.Zip(coded.Samples, (a, b) => a - b).ToArray();
            var ratioDb = Signals.Db(Signals.MeanPower(speech.Samples) / Signals.MeanPower(rest));
            ratioDb.ShouldBeGreaterThan(last);
            // Rounding of white bands makes a noise at the margin; below it bins go to zero, which is less.
            ratioDb.ShouldBeGreaterThan(margin - 3);
            last = ratioDb;
        }
    }

    [Fact]
    public void What_the_loudness_around_it_hides_is_lost_and_a_band_alone_is_kept()
    {
        var hidden = Signals.Sine(16_000, 16_000, 1000, 0.5).Zip(Signals.Sine(16_000, 16_000, 1150, 0.005), (a, b) => a + b).ToArray();
        var alone = Signals.Sine(16_000, 16_000, 1150, 0.005);
        Signals.Amplitude(PerceptualCoding.Apply(new AudioClip(hidden, 16_000), 8).Samples, 16_000, 1150).ShouldBeLessThan(0.0025);
        Signals.Amplitude(PerceptualCoding.Apply(new AudioClip(alone, 16_000), 8).Samples, 16_000, 1150).ShouldBe(0.005, 0.001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(575)]
    [InlineData(577)]
    public void Silence_stays_and_lengths_too(int length)
    {
        PerceptualCoding.Apply(new AudioClip(new float[length], 16_000), 10).Samples.ShouldBe(new float[length]);
        PerceptualCoding.Apply(new AudioClip(Noise.Of(length, 2), 16_000), 10).Samples.Length.ShouldBe(length);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(60.1)]
    [InlineData(double.NaN)]
    public void Margins_out_of_range_are_refused(double marginDb) =>
        Should.Throw<ArgumentOutOfRangeException>(() => PerceptualCoding.Apply(new AudioClip([1f], 16_000), marginDb));
}
