using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Adds sines and cosines of the step's number to [time, columns], so that attention knows the order (Vaswani and others 2017).
/// </summary>
internal sealed class PositionalEncoding : SampleLayer
{
    private float[] _waves = [];

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var columns = InputShape[1];
        var (rates, phases) = (new double[columns], new double[columns]);
        for (var c = 0; c < columns; c++) (rates[c], phases[c]) = (1 / Wavelength(c, columns), c % 2 * Math.PI / 2);
        var steps = graph.Add("Gather", [graph.Add("Shape", [x]), graph.Integer(1)]);
        var numbers = graph.Cast(graph.Add("Range", [graph.Integer(0), steps, graph.Integer(1)]), GraphType.Double);
        var angles = graph.Add(
            "MatMul", [graph.Reshape(numbers, -1, 1), graph.Doubles("rates", rates, 1, columns)]);
        var waves = graph.Add("Sin", [graph.Add("Add", [angles, graph.Doubles("phases", phases, columns)])]);
        return graph.Add("Add", [x, graph.Cast(waves, GraphType.Single)]);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        RequireRank(input, 2, "[time, columns]");
        return input;
    }

    /// <inheritdoc/>
    protected override void Prepare(Tensor x, Pass pass)
    {
        if (_waves.Length >= x.SampleSize) return;
        _waves = new float[x.SampleSize];
        for (var i = 0; i < _waves.Length; i++)
        {
            var (step, column) = (i / x.Inner, i % x.Inner);
            var angle = step / Wavelength(column, x.Inner);
            _waves[i] = (float)(column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }
    }

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample) =>
        System.Numerics.Tensors.TensorPrimitives.Add(x.Sample(sample), _waves.AsSpan(0, x.SampleSize), y.Sample(sample));

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample) =>
        dy.Sample(sample).CopyTo(dx.Sample(sample));

    private static double Wavelength(int column, int columns) => Math.Pow(10000, (column - column % 2) / (double)columns);
}
