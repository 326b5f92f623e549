using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Mean and standard deviation over time of everything else, side by side: [2 * inner] (Snyder and others 2018). The deviation is
/// sqrt(variance + 1e-5) with the variance over all steps, not all but one.
/// </summary>
internal sealed class StatisticsPool : SampleLayer
{
    private const double Epsilon = 1e-5;

    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var mean = graph.Reduce("ReduceMean", x, true, 1);
        var difference = graph.Add("Sub", [x, mean]);
        var variance = graph.Reduce("ReduceMean", graph.Add("Mul", [difference, difference]), true, 1);
        var deviation = graph.Add("Sqrt", [graph.Add("Add", [variance, graph.Scalar(Epsilon)])]);
        var inner = OutputShape[0] / 2;
        return graph.Add("Concat", [graph.Reshape(mean, 0, inner), graph.Reshape(deviation, 0, inner)], ("axis", -1L));
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        if (input.Length < 2)
        {
            throw new LayerShapeException(
                $"needs an input of shape [time, columns] or [time, bands, channels], but gets {ShapeText.Of(input)}");
        }
        return [2 * input[1..].Aggregate(1, (a, b) => checked(a * b))];
    }

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample)
    {
        var input = x.Valid(sample);
        var output = y.Sample(sample);
        var (columns, steps) = (x.Inner, x.Length(sample));
        for (var c = 0; c < columns; c++)
        {
            var (mean, square) = (0.0, 0.0);
            for (var at = c; at < input.Length; at += columns) mean += input[at];
            mean /= steps;
            for (var at = c; at < input.Length; at += columns) square += (input[at] - mean) * (input[at] - mean);
            output[c] = (float)mean;
            output[columns + c] = (float)Math.Sqrt(square / steps + Epsilon);
        }
    }

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample)
    {
        var input = x.Valid(sample);
        var gradient = dx.Valid(sample);
        var output = y.Sample(sample);
        var top = dy.Sample(sample);
        var (columns, steps) = (x.Inner, x.Length(sample));
        for (var at = 0; at < input.Length; at++)
        {
            var c = at % columns;
            gradient[at] = (top[c] + top[columns + c] * (input[at] - output[c]) / output[columns + c]) / steps;
        }
    }
}
