using Undertone.Learning.Neural;

namespace Undertone.Learning.Tests.Neural;

public sealed class FrozenLayerTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 31)]
    [InlineData(129, 33)]
    [InlineData(387, 64)]
    [InlineData(1000, 258)]
    public void A_dense_layer_gives_the_products_of_its_rows_the_same_bits_with_any_neighbours(int inputs, int outputs)
    {
        var random = new Random(inputs);
        var (weights, bias) = (Numbers(random, inputs * outputs), Numbers(random, outputs));
        var layer = new FrozenDense(weights, bias);
        (layer.Inputs, layer.Outputs).ShouldBe((inputs, outputs));
        foreach (var (rows, step, gap) in new[] { (1, inputs, 0), (27, 3, 2), (40, inputs + 5, 0), (13, 0, 1) })
        {
            var x = Numbers(random, ((rows - 1) * step) + inputs);
            var y = Enumerable.Repeat(-7f, ((rows - 1) * (outputs + gap)) + outputs).ToArray();
            layer.Apply(x, step, y, outputs + gap, rows);
            for (var r = 0; r < rows; r++)
            {
                var alone = new float[outputs];
                layer.Apply(x.AsSpan(r * step), step, alone, outputs, 1);
                y.AsSpan(r * (outputs + gap), outputs).ToArray().ShouldBe(alone);
                var expected = new double[outputs];
                for (var o = 0; o < outputs; o++)
                {
                    expected[o] = bias[o];
                    for (var i = 0; i < inputs; i++) expected[o] += (double)weights[(o * inputs) + i] * x[(r * step) + i];
                }

                Close.Assert(Array.ConvertAll(alone, v => (double)v), expected, 1e-5 * Math.Sqrt(inputs), 1e-5, $"row {r}");
                if (r < rows - 1) y.AsSpan((r * (outputs + gap)) + outputs, gap).ToArray().ShouldAllBe(v => v == -7);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 20)]
    [InlineData(128, 128)]
    public void A_memory_follows_its_equations_and_gives_the_same_bits_however_a_sequence_is_cut(int inputs, int units)
    {
        const int Steps = 23;
        var random = new Random(units);
        var input = Numbers(random, 4 * units * inputs, 0.3);
        var recurrent = Numbers(random, 4 * units * units, 0.3 / Math.Sqrt(units));
        var bias = Numbers(random, 4 * units);
        var layer = new FrozenLstm(input, recurrent, bias);
        (layer.Inputs, layer.Units).ShouldBe((inputs, units));
        var x = Numbers(random, Steps * inputs);
        var (state, whole) = (new float[2 * units], new float[Steps * units]);
        layer.Run(x, inputs, Steps, state, new float[Steps * 4 * units], whole);
        Close.Assert(Array.ConvertAll(whole, v => (double)v), Reference(x, input, recurrent, bias, inputs, units), 1e-4, 0, "outputs");

        foreach (var part in new[] { 1, 2, 5, 22 })
        {
            var (carried, outputs) = (new float[2 * units], new float[Steps * units]);
            for (var at = 0; at < Steps; at += part)
            {
                var steps = Math.Min(part, Steps - at);
                layer.Run(x.AsSpan(at * inputs), inputs, steps, carried, new float[part * 4 * units], outputs.AsSpan(at * units));
            }

            outputs.ShouldBe(whole);
            carried.ShouldBe(state);
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => new FrozenDense(new float[6], []));
        Should.Throw<ArgumentException>(() => new FrozenDense([], new float[2]));
        Should.Throw<ArgumentException>(() => new FrozenDense(new float[7], new float[2]));
        Should.Throw<ArgumentException>(() => new FrozenLstm(new float[16], new float[15], new float[8]));
        Should.Throw<ArgumentException>(() => new FrozenLstm(new float[16], new float[6], new float[7]));
        var dense = new FrozenDense(new float[6], new float[2]);
        Should.Throw<ArgumentOutOfRangeException>(() => dense.Apply(new float[5], 3, new float[4], 2, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => dense.Apply(new float[6], 3, new float[3], 2, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => dense.Apply(new float[6], 3, new float[4], 1, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => dense.Apply(new float[6], -1, new float[4], 2, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => dense.Apply(new float[6], 3, new float[4], 2, -1));
        dense.Apply([], 3, [], 2, 0);
        var memory = new FrozenLstm(new float[16], new float[16], new float[8]);
        Should.Throw<ArgumentOutOfRangeException>(() => memory.Run(new float[2], 2, 1, new float[3], new float[8], new float[2]));
        Should.Throw<ArgumentOutOfRangeException>(() => memory.Run(new float[2], 2, 1, new float[4], new float[7], new float[2]));
        Should.Throw<ArgumentOutOfRangeException>(() => memory.Run(new float[2], 2, 1, new float[4], new float[8], new float[1]));
    }

    private static double[] Reference(float[] x, float[] input, float[] recurrent, float[] bias, int inputs, int units)
    {
        var outputs = new List<double>();
        var (h, c) = (new double[units], new double[units]);
        for (var t = 0; t < x.Length / inputs; t++)
        {
            var z = new double[4 * units];
            for (var g = 0; g < z.Length; g++)
            {
                z[g] = bias[g];
                for (var i = 0; i < inputs; i++) z[g] += (double)input[(g * inputs) + i] * x[(t * inputs) + i];
                for (var i = 0; i < units; i++) z[g] += recurrent[(g * units) + i] * h[i];
            }

            for (var u = 0; u < units; u++)
            {
                c[u] = (Sigmoid(z[units + u]) * c[u]) + (Sigmoid(z[u]) * Math.Tanh(z[(2 * units) + u]));
                h[u] = Sigmoid(z[(3 * units) + u]) * Math.Tanh(c[u]);
            }

            outputs.AddRange(h);
        }

        return [.. outputs];
    }

    private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

    private static float[] Numbers(Random random, int count, double size = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(size * ((2 * random.NextDouble()) - 1)))];
}
