using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Gives every sample another shape; the order of its numbers stays. A variable time must stay the first axis.</summary>
internal sealed class Reshape(int[]? target) : Layer
{
    /// <inheritdoc/>
    public override bool InPlace => true;

    /// <inheritdoc/>
    public override bool GradientInPlace => true;

    /// <inheritdoc/>
    public override int OutputSteps(int steps) => OutputShape[0] < 0 || OutputShape.Length < 2 ? steps : OutputShape[0];

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass) => Copy(x, y);

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        if (dx is not null) Copy(dy, dx);
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) =>
        graph.Reshape(x, [0, .. OutputShape.Select((size, axis) => axis == 0 && size < 0 ? 0L : size)]);

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        var wanted = target is null ? "one vector" : ShapeText.Of(target);
        if (input[0] < 0)
        {
            var inner = input[1..].Aggregate(1, (a, b) => a * b);
            if (target is [-1, ..] && target[1..].Aggregate(1, (a, b) => a * b) == inner && target.Length > 1) return [-1, .. target[1..]];
            throw new LayerShapeException(
                $"cannot make {wanted} of {ShapeText.Of(input)}: a variable time must stay the first axis, with {inner} numbers a step " +
                "behind it; or pool over time first");
        }

        var size = input.Aggregate(1, (a, b) => a * b);
        if (target is null) return [size];
        var known = target.Where(n => n > 0).Aggregate(1L, (a, b) => a * b);
        var open = target.Count(n => n < 0);
        if (open > 1 || target.Length is < 1 or > 3 || target.Contains(0) || (open == 1 ? size % known != 0 : known != size))
            throw new LayerShapeException($"cannot make {wanted} of {ShapeText.Of(input)}, which has {size} numbers");
        return [.. target.Select(n => n > 0 ? n : (int)(size / known))];
    }

    private static void Copy(Tensor from, Tensor to)
    {
        if (!ReferenceEquals(from.Buffer, to.Buffer)) from.Span.CopyTo(to.Span);
    }
}
