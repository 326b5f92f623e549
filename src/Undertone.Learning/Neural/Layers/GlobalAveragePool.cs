using System.Numerics.Tensors;
using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Mean over time, and over bands where there are any: [channels].</summary>
internal sealed class GlobalAveragePool : SampleLayer
{
    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Reduce("ReduceMean", x, false, InputShape.Length == 2 ? [1] : [1, 2]);

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) =>
        input.Length > 1
            ? [input[^1]]
            : throw new LayerShapeException(
                $"needs an input of shape [time, channels] or [time, bands, channels], but gets {ShapeText.Of(input)}");

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample)
    {
        var output = y.Sample(sample);
        output.Clear();
        Kernels.Columns.Add(x.Valid(sample), output);
        TensorPrimitives.Divide(output, (float)x.Valid(sample).Length / output.Length, output);
    }

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample)
    {
        var gradient = dy.Sample(sample);
        var valid = dx.Valid(sample);
        for (var at = 0; at < valid.Length; at += gradient.Length)
            TensorPrimitives.Divide(gradient, (float)valid.Length / gradient.Length, valid.Slice(at, gradient.Length));
    }
}
