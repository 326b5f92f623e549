using System.Numerics.Tensors;
using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Maximum over time plus mean over time of everything else: [inner] (BYOL-A, Niizumi and others 2021). The first of equal maxima takes the
/// gradient of the maximum.
/// </summary>
internal sealed class MaxMeanPool : SampleLayer
{
    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var sum = graph.Add("Add", [graph.Reduce("ReduceMax", x, false, 1), graph.Reduce("ReduceMean", x, false, 1)]);
        return graph.Reshape(sum, 0, OutputShape[0]);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        if (input.Length < 2)
        {
            throw new LayerShapeException(
                $"needs an input of shape [time, columns] or [time, bands, channels], but gets {ShapeText.Of(input)}");
        }

        return [input[1..].Aggregate(1, (a, b) => checked(a * b))];
    }

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample)
    {
        var input = x.Valid(sample);
        var output = y.Sample(sample);
        for (var c = 0; c < output.Length; c++)
        {
            var (best, sum) = (float.NegativeInfinity, 0.0);
            for (var at = c; at < input.Length; at += output.Length)
            {
                best = Math.Max(best, input[at]);
                sum += input[at];
            }

            output[c] = (float)(best + (sum / x.Length(sample)));
        }
    }

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample)
    {
        var input = x.Valid(sample);
        var gradient = dx.Valid(sample);
        var top = dy.Sample(sample);
        var steps = x.Length(sample);
        for (var at = 0; at < gradient.Length; at += top.Length) TensorPrimitives.Divide(top, (float)steps, gradient.Slice(at, top.Length));
        for (var c = 0; c < top.Length; c++)
        {
            var best = c;
            for (var at = c; at < input.Length; at += top.Length)
            {
                if (input[at] > input[best]) best = at;
            }

            gradient[best] += top[c];
        }
    }
}
