namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// A layer without parameters whose samples do not meet: it says what happens to one sample, and the threads share the samples.
/// </summary>
internal abstract class SampleLayer : Layer
{
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;

    protected SampleLayer()
    {
        _forward = (i, _) => ForwardSample(_x!, _y!, i);
        _backward = (i, _) => BackwardSample(_x!, _y!, _dy!, _dx!, i);
    }

    /// <summary>The pass that is running.</summary>
    protected Pass? Current { get; private set; }

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y, Current) = (x, y, pass);
        Prepare(x, pass);
        pass.Team.Run(x.Batch, _forward);
        y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        if (dx is null) return;
        (_x, _y, _dy, _dx, Current) = (x, y, dy, dx, pass);
        pass.Team.Run(x.Batch, _backward);
        dx.ClearPadding();
    }

    /// <summary>Sizes work memory before the samples are shared.</summary>
    protected virtual void Prepare(Tensor x, Pass pass)
    {
    }

    /// <summary>Output of one sample.</summary>
    protected abstract void ForwardSample(Tensor x, Tensor y, int sample);

    /// <summary>Gradient of one sample's input.</summary>
    protected abstract void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample);
}
