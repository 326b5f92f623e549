namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Weighs each channel by a small network of the channels' means (Hu and others 2018): y = x sigmoid(W2 relu(W1 mean(x) + b1) + b2), the mean over time,
/// and over bands where there are any.
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
            var from = _gate.InputGradient.Sample(i);
            var valid = dx.Valid(i);
            for (var at = 0; at < valid.Length; at++) valid[at] += from[at % from.Length] * from.Length / valid.Length;
        }
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        _pool.Build(input);
        var channels = input[^1];
        var (squeeze, excite) = (new Dense(Math.Max(1, channels / ratio), true, InitializerKind.HeUniform), new Dense(channels, true, InitializerKind.GlorotUniform));
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
        var (from, to) = (_x!.Sample(sample).Length, gate.Length);
        for (var at = 0; at < from; at += to)
            System.Numerics.Tensors.TensorPrimitives.Multiply(_x.Sample(sample).Slice(at, to), gate, _y!.Sample(sample).Slice(at, to));
    }

    private void Gradient(int sample, int worker)
    {
        var gate = _gate!.Output.Sample(sample);
        var gradient = _gate.OutputGradient.Sample(sample);
        gradient.Clear();
        var valid = _x!.Valid(sample);
        for (var at = 0; at < valid.Length; at++) gradient[at % gate.Length] += _dy!.Sample(sample)[at] * valid[at];
        if (_dx is null) return;
        for (var at = 0; at < _x.SampleSize; at++) _dx.Sample(sample)[at] = _dy!.Sample(sample)[at] * gate[at % gate.Length];
    }
}
