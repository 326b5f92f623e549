using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Batch normalisation over the last axis (Ioffe and Szegedy 2015): training uses mean and variance of all elements that count, inference
/// the moving averages, which take the unbiased variance as PyTorch does.
/// </summary>
internal sealed class BatchNorm(float momentum, float epsilon) : Layer
{
    private Normalization? _normalization;
    private Parameter? _gamma;
    private Parameter? _beta;
    private Parameter? _mean;
    private Parameter? _variance;

    /// <inheritdoc/>
    public override bool GradientInPlace => true;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass) => _normalization!.Forward(x, y, pass);

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass) => _normalization!.Backward(x, y, dy, dx, pass);

    /// <summary>The same normalisation with a kernel that does more in one pass.</summary>
    public Normalization With(NormKernel kernel) => new(kernel, momentum, epsilon, _gamma!, _beta!, _mean!, _variance!);

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var (scale, shift) = (new double[_gamma!.Length], new double[_gamma.Length]);
        for (var c = 0; c < scale.Length; c++)
        {
            scale[c] = _gamma.Value[c] / Math.Sqrt((double)_variance!.Value[c] + epsilon);
            shift[c] = _beta!.Value[c] - (_mean!.Value[c] * scale[c]);
        }

        var scaled = graph.Add("Mul", [x, graph.Constant("scale", scale, scale.Length)]);
        return graph.Add("Add", [scaled, graph.Constant("shift", shift, shift.Length)]);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        int[] shape = [input[^1]];
        _gamma = Add("gamma", shape, Initializer.Ones);
        _beta = Add("beta", shape, Initializer.Zeros);
        _mean = Add("moving_mean", shape, Initializer.Zeros, trainable: false);
        _variance = Add("moving_variance", shape, Initializer.Ones, trainable: false);
        _normalization = With(new NormKernel());
        return input;
    }
}
