using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Tests.Kernels;

public sealed class RecurrenceTests
{
    private const int Units = 21;
    private const int Batch = 7;
    private const int Steps = 5;
    private static readonly int[] Lengths = [5, 1, 3, 5, 2, 4, 5];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void The_steps_are_those_of_plain_loops_on_every_unit(bool gated, bool reverse)
    {
        foreach (var unit in KernelData.Units)
        {
            var (recurrence, weights) = Make(gated, reverse, unit);
            var sums = recurrence.Gates.Span.ToArray();
            recurrence.Forward(Team.Of(2), weights.Matrix(0, Units, Size(gated)), null);
            var expected = Plain(gated, reverse, sums, weights.Span.ToArray());
            Close.Assert([.. recurrence.Output.Span.ToArray().Select(v => (double)v)], expected, 1e-6, 1e-6, $"{unit}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_unit_gives_the_same_bits(bool gated) => KernelData.ShouldGiveTheSameBitsOnEveryUnit(unit =>
    {
        var (recurrence, weights) = Make(gated, reverse: false, unit);
        recurrence.Forward(Team.Of(2), weights.Matrix(0, Units, Size(gated)), null);
        return recurrence.Output.Span.ToArray();
    });

    private static int Size(bool gated) => (gated ? 3 : 4) * Units;

    private static (Recurrence Recurrence, AlignedBuffer<float> Weights) Make(bool gated, bool reverse, VectorUnit unit)
    {
        var random = new Random(6);
        var recurrence = new Recurrence(Units, gated, reverse, MicroKernel.Of(unit));
        recurrence.Resize(Batch, Steps, Lengths);
        foreach (ref var v in recurrence.Gates.Span) v = (float)random.NextDouble() - 0.5f;
        return (recurrence, KernelData.Fill(Units * Size(gated), random));
    }

    /// <summary>
    /// LSTM and GRU (reset gate behind the product) written down as in the papers, one number at a time in double precision.
    /// </summary>
    private static double[] Plain(bool gated, bool reverse, float[] sums, float[] weights)
    {
        var output = new double[Batch * Steps * Units];
        for (var sample = 0; sample < Batch; sample++)
        {
            var (h, cell) = (new double[Units], new double[Units]);
            for (var s = 0; s < Lengths[sample]; s++)
            {
                var t = reverse ? Lengths[sample] - 1 - s : s;
                var at = (sample * Steps + t) * Units;
                var before = (double[])h.Clone();
                for (var j = 0; j < Units; j++)
                {
                    if (gated)
                    {
                        var (update, reset) = (Sigmoid(Input(0, j) + Product(0, j)), Sigmoid(Input(1, j) + Product(1, j)));
                        h[j] = update * before[j] + (1 - update) * Math.Tanh(Input(2, j) + reset * Product(2, j));
                    }
                    else
                    {
                        var kept = Sigmoid(Input(1, j) + Product(1, j)) * cell[j];
                        cell[j] = kept + Sigmoid(Input(0, j) + Product(0, j)) * Math.Tanh(Input(2, j) + Product(2, j));
                        h[j] = Sigmoid(Input(3, j) + Product(3, j)) * Math.Tanh(cell[j]);
                    }

                    output[at + j] = h[j];
                }

                double Input(int gate, int j) => sums[4 * at + gate * Units + j];

                double Product(int gate, int j)
                {
                    var sum = 0.0;
                    for (var i = 0; i < Units; i++) sum += before[i] * weights[i * Size(gated) + gate * Units + j];
                    return sum;
                }
            }
        }

        return output;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
