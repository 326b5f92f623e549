using System.Numerics.Tensors;
using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Weighs each channel by a small network of the channels' means (Hu and others 2018): y = x sigmoid(W2 relu(W1 mean(x) + b1) + b2), the
/// mean over time, and over bands where there are any.
/// </summary>
internal sealed class SqueezeExcite(int ratio) : Layer
{
    private readonly GlobalAveragePool _pool = new();
    private Chain? _gate;
    private Layer[] _dense = [];
    private readonly Tensor _means = new();
    private Action<int, int>? _scale;
    private Action<int, int>? _gradient;
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;

    /// <inheritdoc/>
    public override IEnumerable<Layer> Children => _dense;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y) = (x, y);
        _pool.Resize(x, _means);
        _pool.Forward(x, _means, pass);
        _gate!.Forward(_means, pass);
        pass.Team.Run(x.Batch, _scale ??= Scale);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        (_x, _dy, _dx) = (x, dy, dx);
        _gate!.PrepareGradient();
        pass.Team.Run(x.Batch, _gradient ??= Gradient);
        _gate.Backward(_means, pass, needsInputGradient: true);
        if (dx is null) return;
        for (var i = 0; i < x.Batch; i++)
        {
            var share = _gate.InputGradient.Sample(i);
            var valid = dx.Valid(i);
            TensorPrimitives.Multiply(share, (float)share.Length / valid.Length, share);
            for (var at = 0; at < valid.Length; at += share.Length)
                TensorPrimitives.Add(valid.Slice(at, share.Length), share, valid.Slice(at, share.Length));
        }
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var gate = _gate!.AddTo(graph, _pool.AddTo(graph, x));
        var channels = InputShape[^1];
        return graph.Add("Mul", [x, InputShape.Length == 2 ? graph.Reshape(gate, 0, 1, channels) : graph.Reshape(gate, 0, 1, 1, channels)]);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        _pool.Build(input);
        var channels = input[^1];
        var (squeeze, excite) = (
            new Dense(Math.Max(1, channels / ratio), true, InitializerKind.HeUniform),
            new Dense(channels, true, InitializerKind.GlorotUniform));
        var (relu, sigmoid) = (new Relu(), new Sigmoid());
        (squeeze.Name, excite.Name) = (Name + ".squeeze", Name + ".excite");
        var shape = _pool.OutputShape;
        foreach (var layer in (Layer[])[squeeze, relu, excite, sigmoid])
        {
            layer.Build(shape);
            shape = layer.OutputShape;
        }

        _dense = [squeeze, excite];
        _gate = new Chain([squeeze, relu, excite, sigmoid]);
        return input;
    }

    private void Scale(int sample, int worker)
    {
        var gate = _gate!.Output.Sample(sample);
        var x = _x!.Sample(sample);
        var y = _y!.Sample(sample);
        for (var at = 0; at < x.Length; at += gate.Length)
            TensorPrimitives.Multiply(x.Slice(at, gate.Length), gate, y.Slice(at, gate.Length));
    }

    private void Gradient(int sample, int worker)
    {
        var gate = _gate!.Output.Sample(sample);
        var gradient = _gate.OutputGradient.Sample(sample);
        gradient.Clear();
        var x = _x!.Valid(sample);
        var dy = _dy!.Sample(sample);
        for (var at = 0; at < x.Length; at += gate.Length)
            TensorPrimitives.MultiplyAdd(dy.Slice(at, gate.Length), x.Slice(at, gate.Length), gradient, gradient);
        if (_dx is null) return;
        var dx = _dx.Sample(sample);
        for (var at = 0; at < dx.Length; at += gate.Length)
            TensorPrimitives.Multiply(dy.Slice(at, gate.Length), gate, dx.Slice(at, gate.Length));
    }
}
