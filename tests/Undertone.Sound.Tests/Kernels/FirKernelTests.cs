using Undertone.Sound.Kernels;

namespace Undertone.Sound.Tests.Kernels;

/// <summary>Every vector path against a plain loop in double precision.</summary>
public class FirKernelTests
{
    private delegate void WindowsPath(ref float x, int inputStep, ref float h, int taps, ref float y, int outputStep, int count);

    private delegate float BetweenPath(ref float x, ref float h, ref float g, int taps, float right);

    [Fact]
    public void Windows_are_the_plain_sums_on_every_path()
    {
        WindowsPath[] paths = [FirKernel.Windows512, FirKernel.WindowsVector];
        var random = new Random(11);
        foreach (var taps in new[] { 16, 32, 48, 208, 592 })
        {
            foreach (var count in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 11 })
            {
                var (inputStep, outputStep) = (random.Next(0, 500), random.Next(1, 6));
                var input = Noise.Of(taps + 11 * inputStep, seed: count);
                var filter = Noise.Of(taps, seed: taps);
                var expected = new float[12 * outputStep];
                for (var k = 0; k < count; k++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < taps; i++) sum += (double)input[k * inputStep + i] * filter[i];
                    expected[k * outputStep] = (float)sum;
                }

                foreach (var path in paths)
                {
                    var actual = new float[expected.Length];
                    path(ref input[0], inputStep, ref filter[0], taps, ref actual[0], outputStep, count);
                    Close.Assert(actual, expected, 2e-5, 0, $"{path.Method.Name} {taps} taps, {count} windows");
                }

                var chosen = new float[expected.Length];
                FirKernel.Windows(input, 0, inputStep, filter, chosen, outputStep, count);
                Close.Assert(chosen, expected, 2e-5, 0, $"{taps} taps, {count} windows");
            }
        }
    }

    [Fact]
    public void A_window_gives_the_same_bits_alone_and_beside_others()
    {
        var input = Noise.Of(2000, seed: 1);
        var filter = Noise.Of(224, seed: 2);
        var together = new float[9];
        FirKernel.Windows(input, 3, 147, filter, together, 1, 9);
        for (var k = 0; k < together.Length; k++)
        {
            var alone = new float[1];
            FirKernel.Windows(input, 3 + k * 147, 0, filter, alone, 1, 1);
            alone[0].ShouldBe(together[k]);
        }
    }

    [Fact]
    public void A_place_between_two_rows_mixes_their_sums()
    {
        BetweenPath[] paths = [FirKernel.Between512, FirKernel.BetweenVector];
        foreach (var taps in new[] { 16, 32, 48, 592 })
        {
            var (window, first, second) = (Noise.Of(taps, seed: 1), Noise.Of(taps, seed: 2), Noise.Of(taps, seed: 3));
            foreach (var right in new[] { 0f, 0.25f, 0.999f })
            {
                var expected = 0.0;
                for (var i = 0; i < taps; i++) expected += window[i] * (first[i] + (double)right * (second[i] - first[i]));
                foreach (var path in paths)
                {
                    ((double)path(ref window[0], ref first[0], ref second[0], taps, right)).ShouldBe(expected, 4e-5);
                }

                ((double)FirKernel.Between(window, first, second, right)).ShouldBe(expected, 4e-5);
            }
        }
    }

    [Fact]
    public void Windows_beyond_the_input_or_the_output_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FirKernel.Windows(new float[31], 0, 16, new float[16], new float[2], 1, 2));
        Should.Throw<IndexOutOfRangeException>(() => FirKernel.Windows(new float[32], 0, 16, new float[16], new float[1], 1, 2));
        Should.Throw<IndexOutOfRangeException>(() => FirKernel.Between(new float[32], new float[16], new float[32], 0));
    }
}
