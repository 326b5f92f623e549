using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Normalises each step's last axis to mean 0 and variance 1, then scales and shifts it (Ba and others 2016).</summary>
internal sealed class LayerNorm(float epsilon) : Layer
{
    private Parameter? _gamma;
    private Parameter? _beta;
    private float[] _mean = [];
    private float[] _inverse = [];
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;
    private Action<int, int>? _forward;
    private Action<int, int>? _backward;
    private double[] _partial = [];

    /// <inheritdoc/>
    public override bool GradientInPlace => true;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y) = (x, y);
        var rows = x.Span.Length / x.Shape[^1];
        if (_mean.Length < rows) (_mean, _inverse) = (new float[rows], new float[rows]);
        pass.Team.Run(x.Batch, _forward ??= ForwardSample);
        y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        var size = x.Shape[^1];
        (_x, _dy, _dx) = (x, dy, dx);
        if (_partial.Length < x.Batch * 2 * size) _partial = new double[x.Batch * 2 * size];
        pass.Team.Run(x.Batch, _backward ??= BackwardSample);
        for (var j = 0; j < size; j++)
        {
            var (gamma, beta) = (0.0, 0.0);
            for (var i = 0; i < x.Batch; i++)
            {
                gamma += _partial[i * 2 * size + j];
                beta += _partial[i * 2 * size + size + j];
            }

            (_gamma!.Gradient[j], _beta!.Gradient[j]) = ((float)gamma, (float)beta);
        }

        dx?.ClearPadding();
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add(
        "LayerNormalization",
        [x, graph.Constant("gamma", _gamma!.Value, _gamma.Length), graph.Constant("beta", _beta!.Value, _beta.Length)],
        ("axis", -1L), ("epsilon", epsilon));

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        _gamma = Add("gamma", [input[^1]], Initializer.Ones);
        _beta = Add("beta", [input[^1]], Initializer.Zeros);
        return input;
    }

    private void ForwardSample(int sample, int worker)
    {
        var size = _x!.Shape[^1];
        var (gamma, beta) = (_gamma!, _beta!);
        var valid = _x.Valid(sample);
        for (var at = 0; at < valid.Length; at += size)
        {
            var row = valid.Slice(at, size);
            var mean = Kernels.Sums.Sum(row) / size;
            var square = 0.0;
            foreach (var value in row) square += (value - mean) * (value - mean);
            var inverse = 1 / Math.Sqrt(square / size + epsilon);
            var index = (sample * _x.SampleSize + at) / size;
            (_mean[index], _inverse[index]) = ((float)mean, (float)inverse);
            var output = _y!.Sample(sample).Slice(at, size);
            for (var j = 0; j < size; j++) output[j] = (float)((row[j] - mean) * inverse) * gamma.Value[j] + beta.Value[j];
        }
    }

    private void BackwardSample(int sample, int worker)
    {
        var size = _x!.Shape[^1];
        var gamma = _gamma!.Value;
        var partial = _partial.AsSpan(sample * 2 * size, 2 * size);
        partial.Clear();
        var valid = _x.Valid(sample);
        for (var at = 0; at < valid.Length; at += size)
        {
            var row = valid.Slice(at, size);
            var top = _dy!.Sample(sample).Slice(at, size);
            var index = (sample * _x.SampleSize + at) / size;
            var (mean, inverse) = (_mean[index], _inverse[index]);
            var (sum, product) = (0.0, 0.0);
            for (var j = 0; j < size; j++)
            {
                var scaled = (row[j] - mean) * inverse;
                var g = (double)top[j] * gamma[j];
                sum += g;
                product += g * scaled;
                partial[j] += (double)top[j] * scaled;
                partial[size + j] += top[j];
            }

            if (_dx is null) continue;
            var gradient = _dx.Sample(sample).Slice(at, size);
            for (var j = 0; j < size; j++)
            {
                var scaled = (row[j] - mean) * inverse;
                gradient[j] = (float)(inverse * ((double)top[j] * gamma[j] - sum / size - scaled * product / size));
            }
        }
    }
}
