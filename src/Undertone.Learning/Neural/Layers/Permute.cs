using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Exchanges a sample's axes: output axis i is input axis order[i] (from 0). A variable time must stay first.</summary>
internal sealed class Permute(int[] order) : SampleLayer
{
    /// <inheritdoc/>
    public override int OutputSteps(int steps) => order[0] == 0 ? steps : OutputShape[0];

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Transpose(x, [0, .. order.Select(axis => axis + 1L)]);

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        if (order.Length != input.Length || !order.Order().SequenceEqual(Enumerable.Range(0, input.Length)))
            throw new LayerShapeException(
                $"has the order {ShapeText.Of(order)}, but {ShapeText.Of(input)} has axes 0 to {input.Length - 1}");
        if (input[0] < 0 && order[0] != 0)
            throw new LayerShapeException($"cannot move the variable time of {ShapeText.Of(input)}: order must begin with 0");
        return [.. order.Select(axis => input[axis])];
    }

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample) => Move(x, x.Sample(sample), y.Sample(sample), false);

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample) =>
        Move(x, dy.Sample(sample), dx.Sample(sample), true);

    private void Move(Tensor x, ReadOnlySpan<float> from, Span<float> to, bool back)
    {
        Span<int> size = stackalloc int[] { 1, 1, 1 };
        Span<int> stride = stackalloc int[] { 0, 0, 0 };
        for (var i = 0; i < order.Length; i++)
        {
            var axis = order[i];
            size[i] = x.Shape[axis];
            stride[i] = 1;
            for (var k = axis + 1; k < x.Shape.Length; k++) stride[i] *= x.Shape[k];
        }

        var at = 0;
        for (var i = 0; i < size[0]; i++)
        {
            for (var j = 0; j < size[1]; j++)
            {
                for (var k = 0; k < size[2]; k++, at++)
                {
                    var there = i * stride[0] + j * stride[1] + k * stride[2];
                    if (back) to[there] = from[at];
                    else to[at] = from[there];
                }
            }
        }
    }
}
