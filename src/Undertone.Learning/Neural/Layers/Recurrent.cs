using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Options of an LSTM or GRU.</summary>
internal sealed record RecurrentOptions(
    int Units, bool Gated, bool ReturnSequences, bool Reverse, InitializerKind Kernel, InitializerKind Recurrent, bool UnitForgetBias);

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gate) or gated recurrent unit (Cho and others 2014, reset after the
/// product) over [time, columns]. Keras' arrays: kernel [columns, gates], recurrent_kernel [units, gates], bias [gates]; gates i, f, c, o
/// or z, r, h. Padded steps are skipped: the last output is that of a sample's own last step, or of its first where the layer runs in
/// reverse.
/// </summary>
internal sealed class Recurrent(RecurrentOptions options) : Layer
{
    private readonly Recurrence _recurrence = new(options.Units, options.Gated, options.Reverse);
    private readonly Gemm _inputs = new();
    private readonly Gemm _weights = new();
    private readonly Gemm _recurrentWeights = new();
    private readonly Gemm _lastWeights = new();
    private readonly Gemm _back = new();
    private int[] _lengths = [];
    private Parameter? _kernel;
    private Parameter? _recurrent;
    private Parameter? _bias;
    private Parameter? _recurrentBias;

    private int Sums => (options.Gated ? 3 : 4) * options.Units;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        if (_lengths.Length < x.Batch) _lengths = new int[x.Batch];
        for (var i = 0; i < x.Batch; i++) _lengths[i] = x.Length(i);
        _recurrence.Resize(x.Batch, x.Steps, _lengths.AsSpan(0, x.Batch));
        _inputs.Multiply(pass.Team, x.Rows(), _kernel!.Matrix, Gates(x, 0, Sums), _bias!.Matrix);
        _recurrence.Forward(pass.Team, _recurrent!.Matrix, _recurrentBias?.Matrix);
        if (options.ReturnSequences)
        {
            _recurrence.Output.Span.CopyTo(y.Span);
            return;
        }

        for (var i = 0; i < x.Batch; i++)
            _recurrence.Output.Span.Slice((i * x.Steps + _recurrence.LastStep(i)) * options.Units, options.Units).CopyTo(y.Sample(i));
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        _recurrence.Backward(pass.Team, _recurrent!.Matrix, dy.Buffer, 0, options.Units, !options.ReturnSequences);
        var rows = x.Batch * x.Steps;
        var before = _recurrence.Before.Matrix(0, rows, options.Units).Transposed;
        _weights.MultiplyLong(pass.Team, x.Rows().Transposed, Gates(x, 0, Sums), _kernel!.GradientMatrix);
        AddBias(_bias!.Gradient, x, 0);
        if (!options.Gated)
        {
            _recurrentWeights.MultiplyLong(pass.Team, before, Gates(x, 0, Sums), _recurrent.GradientMatrix);
        }
        else
        {
            // The candidate's recurrent sum has a gradient of its own, in the fourth place.
            _recurrentWeights.MultiplyLong(
                pass.Team, before, Gates(x, 0, 2 * options.Units), _recurrent.GradientColumns(0, 2 * options.Units));
            _lastWeights.MultiplyLong(
                pass.Team, before, Gates(x, 3 * options.Units, options.Units),
                _recurrent.GradientColumns(2 * options.Units, options.Units));
            AddBias(_recurrentBias!.Gradient[..(2 * options.Units)], x, 0);
            AddBias(_recurrentBias.Gradient[(2 * options.Units)..], x, 3 * options.Units);
        }

        if (dx is not null) _back.Multiply(pass.Team, Gates(x, 0, Sums), _kernel.Matrix.Transposed, dx.Rows());
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        // Gates lie in the order of the GRU there; those of the LSTM are input, output, forget, cell.
        int[] gates = options.Gated ? [0, 1, 2] : [0, 3, 1, 2];
        var bias = InOrder(_bias!, gates).Concat(_recurrentBias is null ? new float[Sums] : InOrder(_recurrentBias, gates)).ToArray();
        string[] inputs =
        [
            graph.Transpose(x, 1, 0, 2),
            graph.Constant("kernel", InOrder(_kernel!, gates), 1, Sums, InputShape[1]),
            graph.Constant("recurrent_kernel", InOrder(_recurrent!, gates), 1, Sums, options.Units),
            graph.Constant("bias", bias, 1, bias.Length),
        ];
        List<(string, object)> attributes = [("direction", options.Reverse ? "reverse" : "forward"), ("hidden_size", (long)options.Units)];
        if (options.Gated) attributes.Add(("linear_before_reset", 1L));
        var outputs = graph.Add(options.Gated ? "GRU" : "LSTM", "", 2, inputs, attributes);
        return options.ReturnSequences
            ? graph.Reshape(graph.Transpose(outputs[0], 2, 0, 1, 3), 0, 0, options.Units)
            : graph.Reshape(graph.Transpose(outputs[1], 1, 0, 2), 0, options.Units);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        RequireRank(input, 2, "[time, columns]");
        _kernel = Add("kernel", [input[1], Sums], new Initializer(options.Kernel, input[1], Sums));
        _recurrent = Add("recurrent_kernel", [options.Units, Sums], new Initializer(options.Recurrent, options.Units, Sums));
        _bias = Add("bias", [Sums], options.UnitForgetBias ? new Initializer(InitializerKind.UnitForgetBias) : Initializer.Zeros);
        _recurrentBias = options.Gated ? Add("recurrent_bias", [Sums], Initializer.Zeros) : null;
        return options.ReturnSequences ? [input[0], options.Units] : [options.Units];
    }

    private MatrixView Gates(Tensor x, int offset, int columns) =>
        _recurrence.Gates.Matrix(offset, x.Batch * x.Steps, columns, _recurrence.GateSize);

    private void AddBias(Span<float> gradient, Tensor x, int offset)
    {
        gradient.Clear();
        Columns.Add(Gates(x, offset, gradient.Length), gradient);
    }

    /// <summary>[columns, gates] as [gates, columns], the gates in another order.</summary>
    private float[] InOrder(Parameter parameter, int[] gates)
    {
        var columns = parameter.Length / Sums;
        var from = parameter.Value;
        var to = new float[parameter.Length];
        for (var row = 0; row < Sums; row++)
        {
            var column = (gates[row / options.Units] * options.Units) + (row % options.Units);
            for (var i = 0; i < columns; i++) to[(row * columns) + i] = from[(i * Sums) + column];
        }

        return to;
    }
}
