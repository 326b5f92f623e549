using System.Numerics.Tensors;
using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// A learned average of the outputs of an encoder's layers that stand side by side, [.., count * columns] to [.., columns]: their weights
/// are the softmax of one number a layer, all alike at the start (ELMo, Peters and others 2018; SUPERB, Yang and others 2021).
/// </summary>
internal sealed class LayerWeights(int count) : Layer
{
    private readonly double[] _shares = new double[count];
    private Parameter? _logits;
    private double[] _partial = [];
    private Action<int, int>? _forward;
    private Action<int, int>? _backward;
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y) = (x, y);
        ReadShares();
        pass.Team.Run(x.Batch, _forward ??= ForwardSample);
        y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        (_x, _dy, _dx) = (x, dy, dx);
        ReadShares();
        if (_partial.Length < x.Batch * count) _partial = new double[x.Batch * count];
        pass.Team.Run(x.Batch, _backward ??= BackwardSample);
        var slopes = new double[count];
        for (var i = 0; i < x.Batch * count; i++) slopes[i % count] += _partial[i];
        var mean = TensorPrimitives.Dot<double>(_shares, slopes);
        for (var l = 0; l < count; l++) _logits!.Gradient[l] = (float)(_shares[l] * (slopes[l] - mean));
        dx?.ClearPadding();
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var columns = OutputShape[^1];
        var kept = Enumerable.Repeat(0L, OutputShape.Length);
        ReadShares();
        var shares = graph.Constant("shares", _shares, count, 1);
        return graph.Sum(graph.Add("Mul", [graph.Reshape(x, [.. kept, count, columns]), shares]), false, OutputShape.Length);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        if (input[^1] % count != 0)
        {
            throw new LayerShapeException(
                $"needs an input of {count} layers of one width side by side, but gets {ShapeText.Of(input)}");
        }

        _logits = Add("logits", [count], Initializer.Zeros);
        return [.. input[..^1], input[^1] / count];
    }

    private void ReadShares()
    {
        for (var l = 0; l < count; l++) _shares[l] = _logits!.Value[l];
        TensorPrimitives.SoftMax<double>(_shares, _shares);
    }

    private void ForwardSample(int sample, int worker)
    {
        var columns = OutputShape[^1];
        var input = _x!.Valid(sample);
        var output = _y!.Sample(sample);
        for (var step = 0; step < input.Length / (count * columns); step++)
        {
            for (var c = 0; c < columns; c++)
            {
                var sum = 0.0;
                for (var l = 0; l < count; l++) sum += _shares[l] * input[((step * count) + l) * columns + c];
                output[step * columns + c] = (float)sum;
            }
        }
    }

    private void BackwardSample(int sample, int worker)
    {
        var columns = OutputShape[^1];
        var input = _x!.Valid(sample);
        var top = _dy!.Sample(sample);
        var partial = _partial.AsSpan(sample * count, count);
        partial.Clear();
        for (var at = 0; at < input.Length; at += columns)
        {
            var (step, layer) = (at / (count * columns), at / columns % count);
            var slope = top.Slice(step * columns, columns);
            for (var c = 0; c < columns; c++) partial[layer] += (double)slope[c] * input[at + c];
            if (_dx is not null) TensorPrimitives.Multiply(slope, (float)_shares[layer], _dx.Sample(sample).Slice(at, columns));
        }
    }
}
