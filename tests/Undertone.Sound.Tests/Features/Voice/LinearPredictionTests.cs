using System.Numerics;
using Undertone.Sound.Features.Voice;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Tests.Features.Voice;

public sealed class LinearPredictionTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(40)]
    public void Roots_of_a_polynomial_are_found(int degree)
    {
        var random = new Random(degree);
        for (var trial = 0; trial < 50; trial++)
        {
            var expected = new List<Complex>();
            if (degree % 2 == 1) expected.Add(random.NextDouble() - 0.5);
            while (expected.Count < degree)
            {
                // Conjugate pairs near the unit circle, as of resonances.
                var angle = (expected.Count + 0.2 + 0.6 * random.NextDouble()) * Math.PI / (degree + 1);
                var root = Complex.FromPolarCoordinates(1.1 - 0.4 * random.NextDouble(), angle);
                expected.AddRange([root, Complex.Conjugate(root)]);
            }

            var roots = new PolynomialRoots(degree);
            roots.Find(Coefficients(expected));
            foreach (var root in expected) roots.Roots.Min(r => Complex.Abs(r - root)).ShouldBeLessThan(1e-6, $"trial {trial}");
        }
    }

    [Fact]
    public void Roots_at_one_place_do_not_disturb()
    {
        var roots = new PolynomialRoots(4);
        foreach (var coefficients in (double[][])[[1, 0, 0, 0, 0], [1, -2, 1, 0, 0], [1, 0, 2, 0, 1], [1, 0, 0, 0, -1]])
        {
            roots.Find(coefficients);
            foreach (var root in roots.Roots)
            {
                Complex value = 1;
                foreach (var c in coefficients.Skip(1)) value = value * root + c;
                Complex.Abs(value).ShouldBeLessThan(1e-9, string.Join(",", coefficients));
            }
        }
    }

    [Fact]
    public void The_filter_that_made_a_signal_is_found()
    {
        double[] expected = [1, -1.2, 0.9, -0.3, 0.2];
        var noise = Noise.Of(20_000, 3);
        var samples = new double[noise.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = noise[i];
            for (var k = 1; k < expected.Length && k <= i; k++) samples[i] -= expected[k] * samples[i - k];
        }

        var prediction = new LinearPrediction(4, samples.Length);
        prediction.Fit(samples);
        Close.Assert(prediction.Polynomial, expected, 0.02, 0, "coefficients");
        prediction.Fit(new double[samples.Length]);
        prediction.Polynomial.ShouldBe([1, 0, 0, 0, 0]);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(11_000)]
    [InlineData(16_000)]
    [InlineData(22_050)]
    [InlineData(22_051)]
    [InlineData(48_000)]
    public void Tones_up_to_the_edge_are_brought_to_another_rate(int rateHz)
    {
        var clip = new float[rateHz / 2];
        double[] tones = [220, 3000, Math.Min(rateHz / 2.0, 5500) - 60];
        for (var i = 0; i < clip.Length; i++) clip[i] = (float)Value((i + 0.5) / rateHz);
        var output = new SpectralResampler(rateHz, 11_000, SimdWidths.Best).Resample(clip);
        output.Length.ShouldBe((clip.Length * 11_000 + rateHz - 1) / rateHz);
        for (var i = 0; i < output.Length; i++) output[i].ShouldBe(Value((i + 0.5) / 11_000), 1e-3, $"sample {i}");

        // Tones that come and go within half a second.
        double Value(double seconds) =>
            Math.Pow(Math.Sin(2 * Math.PI * seconds), 2) * tones.Sum(hz => Math.Sin(2 * Math.PI * hz * seconds));
    }

    private static double[] Coefficients(IEnumerable<Complex> roots)
    {
        Complex[] polynomial = [1];
        foreach (var root in roots)
        {
            var next = new Complex[polynomial.Length + 1];
            for (var i = 0; i < polynomial.Length; i++)
            {
                next[i] += polynomial[i];
                next[i + 1] -= root * polynomial[i];
            }

            polynomial = next;
        }

        return Array.ConvertAll(polynomial, c => c.Real);
    }
}
