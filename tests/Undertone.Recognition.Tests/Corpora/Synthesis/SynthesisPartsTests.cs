using Undertone.Recognition.Corpora.Synthesis;

namespace Undertone.Recognition.Tests.Corpora.Synthesis;

public sealed class SynthesisPartsTests
{
    [Fact]
    public void Portable_functions_agree_with_the_platform_s()
    {
        for (var i = -40000; i <= 40000; i++)
        {
            var x = i * 0.0371;
            PortableMath.Sin(x).ShouldBe(Math.Sin(x), 1e-12, $"sin {x}");
            PortableMath.Cos(x).ShouldBe(Math.Cos(x), 1e-12, $"cos {x}");
            var y = i * 0.0005;
            (PortableMath.Exp2(y) / Math.Pow(2, y)).ShouldBe(1, 1e-13, $"2^{y}");
            (PortableMath.Exp(y) / Math.Exp(y)).ShouldBe(1, 1e-13, $"e^{y}");
        }

        PortableMath.FromDb(-20).ShouldBe(0.1, 1e-15);
        PortableMath.FromSemitones(12).ShouldBe(2);
    }

    [Fact]
    public void Noise_is_even_or_normal_and_its_own_for_each_key()
    {
        var (a, b, count) = (new NoiseGenerator(1, 2), new NoiseGenerator(2, 1), 200_000);
        var (mean, square, normalMean, normalSquare, product) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var (u, v) = (a.Uniform(), b.Uniform());
            u.ShouldBeInRange(0, 1);
            mean += u / count;
            square += u * u / count;
            product += (u - 0.5) * (v - 0.5) / count;
            var n = a.Normal();
            normalMean += n / count;
            normalSquare += n * n / count;
        }

        // Five standard errors each.
        mean.ShouldBe(0.5, 5 * Math.Sqrt(1.0 / 12 / count));
        square.ShouldBe(1.0 / 3, 5 * Math.Sqrt(4.0 / 45 / count));
        product.ShouldBe(0, 5 * Math.Sqrt(1.0 / 144 / count));
        normalMean.ShouldBe(0, 5 / Math.Sqrt(count));
        normalSquare.ShouldBe(1, 5 * Math.Sqrt(2.0 / count));
    }

    [Fact]
    public void A_resonator_has_its_peak_and_bandwidth_where_it_was_tuned()
    {
        const int rate = 16000;
        var response = new double[rate];
        var resonator = new Resonator();
        resonator.Tune(1200, 90, rate);
        for (var i = 0; i < response.Length; i++) response[i] = resonator.Next(i == 0 ? 1 : 0);
        double Gain(double hz)
        {
            var (re, im) = (0.0, 0.0);
            for (var i = 0; i < response.Length; i++)
                (re, im) = (re + response[i] * Math.Cos(Math.Tau * hz * i / rate), im - response[i] * Math.Sin(Math.Tau * hz * i / rate));
            return Math.Sqrt(re * re + im * im);
        }

        Gain(0).ShouldBe(1, 1e-9, "unit gain at 0 Hz");
        var peak = Enumerable.Range(1100, 200).MaxBy(hz => Gain(hz));
        peak.ShouldBeInRange(1196, 1202);
        (Gain(peak - 45) / Gain(peak)).ShouldBe(Math.Sqrt(0.5), 0.01);
        (Gain(peak + 45) / Gain(peak)).ShouldBe(Math.Sqrt(0.5), 0.01);
    }

    [Fact]
    public void The_voice_keeps_its_pitch()
    {
        var (source, noise, crossings, previous) = (new GlottalSource(), new NoiseGenerator(1), 0, 0.0);
        var quality = new VoiceQuality(0.6, 0, 0, 0, 0);
        for (var i = 0; i < 160000; i++)
        {
            var sample = source.Next(125, quality, 16000, ref noise);
            if (previous <= 0 && sample > 0) crossings++;
            previous = sample;
        }

        crossings.ShouldBeInRange(1249, 1251);
    }
}
