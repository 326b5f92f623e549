using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Two recurrent layers over the same input, one of them from the end to the beginning; their outputs stand side by side (Schuster and
/// Paliwal 1997).
/// </summary>
internal sealed class Bidirectional(Layer forward, Layer backward) : Layer
{
    private readonly Layer[] _layers = [forward, backward];
    private readonly Tensor[] _outputs = [new(), new()];
    private readonly Tensor[] _outputGradients = [new(), new()];
    private readonly Tensor _second = new();

    /// <inheritdoc/>
    public override IEnumerable<Layer> Children => _layers;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        for (var i = 0; i < 2; i++)
        {
            _layers[i].Resize(x, _outputs[i]);
            _layers[i].Forward(x, _outputs[i], pass);
            var units = _outputs[i].Inner;
            for (var row = 0; row < y.Span.Length / y.Inner; row++)
                _outputs[i].Span.Slice(row * units, units).CopyTo(y.Span[(row * y.Inner + i * units)..]);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        if (dx is not null) _second.ResizeLike(dx);
        for (var i = 0; i < 2; i++)
        {
            var gradient = _outputGradients[i];
            gradient.ResizeLike(_outputs[i]);
            var units = gradient.Inner;
            for (var row = 0; row < dy.Span.Length / dy.Inner; row++)
                dy.Span.Slice(row * dy.Inner + i * units, units).CopyTo(gradient.Span[(row * units)..]);
            _layers[i].Backward(x, _outputs[i], gradient, dx is null ? null : i == 0 ? dx : _second, pass);
        }

        if (dx is not null) System.Numerics.Tensors.TensorPrimitives.Add(dx.Span, _second.Span, dx.Span);
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) =>
        graph.Add("Concat", [.. _layers.Select(layer => layer.AddTo(graph, x))], ("axis", -1L));

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) => [.. forward.OutputShape[..^1], forward.OutputShape[^1] + backward.OutputShape[^1]];
}
