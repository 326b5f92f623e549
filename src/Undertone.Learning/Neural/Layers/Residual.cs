using System.Numerics.Tensors;
using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>y = f(x) + x, or f(x) + g(x) with layers g on the shortcut (He and others 2016).</summary>
internal sealed class Residual(List<Layer> body, List<Layer> shortcut) : Layer
{
    private readonly Chain _body = new(FusedNorm.Fuse(body));
    private readonly Chain? _shortcut = shortcut.Count > 0 ? new Chain(FusedNorm.Fuse(shortcut)) : null;

    /// <inheritdoc/>
    public override IEnumerable<Layer> Children => _body.Layers.Concat(_shortcut?.Layers ?? []);

    /// <inheritdoc/>
    public override int OutputSteps(int steps) => _body.OutputSteps(steps);

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        var inner = _body.Forward(x, pass);
        var around = _shortcut is null ? x : _shortcut.Forward(x, pass);
        TensorPrimitives.Add(inner.Span, around.Span, y.Span);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        dy.Span.CopyTo(_body.PrepareGradient().Span);
        _body.Backward(x, pass, dx is not null);
        if (_shortcut is not null)
        {
            dy.Span.CopyTo(_shortcut.PrepareGradient().Span);
            _shortcut.Backward(x, pass, dx is not null);
        }

        if (dx is not null)
            TensorPrimitives.Add(_body.InputGradient.Span, _shortcut is null ? dy.Span : _shortcut.InputGradient.Span, dx.Span);
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) =>
        graph.Add("Add", [_body.AddTo(graph, x), _shortcut is null ? x : _shortcut.AddTo(graph, x)]);

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        var inside = body[^1].OutputShape;
        var around = shortcut.Count > 0 ? shortcut[^1].OutputShape : input;
        if (!inside.AsSpan().SequenceEqual(around))
            throw new LayerShapeException(
                $"adds {ShapeText.Of(inside)} and {ShapeText.Of(around)}: give \"shortcut\" layers, such as a convolution with kernel 1, " +
                "that end in the same shape");
        for (var steps = 1; input[0] < 0 && steps <= 64; steps++)
        {
            if (_shortcut is not null && Math.Max(0, _shortcut.OutputSteps(steps)) != Math.Max(0, _body.OutputSteps(steps))
                || _shortcut is null && _body.OutputSteps(steps) != steps)
            {
                throw new LayerShapeException(
                    $"has layers that make {_body.OutputSteps(steps)} of {steps} steps, " +
                    $"and a shortcut that makes {_shortcut?.OutputSteps(steps) ?? steps}");
            }
        }

        return inside;
    }
}
