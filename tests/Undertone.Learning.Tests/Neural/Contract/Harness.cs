using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Layers;
using Undertone.Learning.Neural.Spec;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Neural.Contract;

/// <summary>A few layers with random parameters and samples, run beside the reference.</summary>
internal sealed class Harness
{
    private readonly JsonArray _layers;
    private readonly int[] _shape;
    private readonly bool _frozen;
    private readonly List<double[]> _parameters = [];
    private readonly List<double[]> _upstream = [];
    private readonly List<(double[] Values, float[] Gradient, string Name)> _differentiable = [];

    public Harness(string layers, int[] shape, int[] lengths, int seed, int threads = 2, bool frozen = false)
    {
        (_layers, _shape, _frozen) = (Blobs.Layers(layers), shape, frozen);
        var random = new Random(seed);
        var made = shape;
        Made = new LayerFactory(3).Make(_layers, "layers", ref made, "");
        Chain = new Chain(FusedNorm.Fuse(Made));
        var named = Made.SelectMany(l => l.AllParameters()).ToList();
        Store = new ParameterStore([.. named.Where(p => p.Parameter.Trainable).Select(p => p.Parameter)], true);
        Kept = new ParameterStore([.. named.Where(p => !p.Parameter.Trainable).Select(p => p.Parameter)], false);
        foreach (var (name, parameter) in named)
        {
            parameter.Rate = frozen ? 0 : 1;
            parameter.Initializer.Fill(parameter.Value, parameter.Shape[^1], new Xoshiro256PlusPlus((ulong)seed));
            // Biases, scales and moving averages away from their special starting values.
            foreach (ref var value in parameter.Value)
            {
                value = name.EndsWith("variance", StringComparison.Ordinal)
                    ? value + (float)random.NextDouble()
                    : value + (float)(random.NextDouble() - 0.5) / 3;
            }
            _parameters.Add([.. parameter.Value.ToArray().Select(v => (double)v)]);
        }

        var inner = shape.Length == 1 ? shape[0] : shape[1..].Aggregate(1, (a, b) => a * b);
        Samples = [.. lengths.Select(n => Enumerable.Range(0, n * inner).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray())];
        Pass = new Pass { Team = Team.Of(threads), RandomKey = 17 };
        Load([.. Enumerable.Range(0, lengths.Length)]);
    }

    public List<Layer> Made { get; }

    public Chain Chain { get; }

    public ParameterStore Store { get; }

    public ParameterStore Kept { get; }

    public Pass Pass { get; }

    public float[][] Samples { get; set; }

    public Tensor Input { get; } = new();

    public void Load(int[] chosen)
    {
        var inner = _shape.Length == 1 ? _shape[0] : _shape[1..].Aggregate(1, (a, b) => a * b);
        Input.Resize(chosen.Length, _shape, _shape.Length == 1 ? 1 : chosen.Max(i => Samples[i].Length / inner));
        for (var i = 0; i < chosen.Length; i++)
        {
            if (_shape.Length > 1) Input.SetLength(i, Samples[chosen[i]].Length / inner);
            Samples[chosen[i]].CopyTo(Input.Sample(i));
            Input.Sample(i)[Samples[chosen[i]].Length..].Clear();
        }
    }

    public Tensor Forward(bool training)
    {
        Pass.Training = training;
        return Chain.Forward(Input, Pass);
    }

    /// <summary>Runs backwards from a random gradient; the loss is the output's product with it.</summary>
    public void Backward()
    {
        var random = new Random(11);
        var gradient = Chain.PrepareGradient();
        gradient.Span.Clear();
        for (var i = 0; i < gradient.Batch; i++)
        {
            foreach (ref var value in gradient.Valid(i)) value = (float)(random.NextDouble() * 2 - 1);
            _upstream.Add([.. gradient.Valid(i).ToArray().Select(v => (double)v)]);
        }

        var samples = Samples.Select(s => s.Select(v => (double)v).ToArray()).ToArray();
        _inputs = samples;
        Chain.Backward(Input, Pass, needsInputGradient: true);
        for (var i = 0; i < samples.Length; i++)
            _differentiable.Add((samples[i], Chain.InputGradient.Valid(i).ToArray(), $"input of sample {i}"));
        var index = 0;
        foreach (var (name, parameter) in Made.SelectMany(l => l.AllParameters()))
        {
            if (parameter.Trainable) _differentiable.Add((_parameters[index], parameter.Gradient.ToArray(), name));
            index++;
        }
    }

    public IEnumerable<(double[] Values, float[] Gradient, string Name)> Differentiable() => _differentiable;

    public double Loss() => Run(_inputs!, training: !_frozen).Select((s, i) => s.Values.Select((v, j) => v * _upstream[i][j]).Sum()).Sum();

    public List<Sample> Expected(bool training) => Run([.. Samples.Select(s => s.Select(v => (double)v).ToArray())], training);

    private double[][]? _inputs;

    private List<Sample> Run(double[][] samples, bool training)
    {
        var inner = _shape.Length == 1 ? 0 : _shape[1..].Aggregate(1, (a, b) => a * b);
        return new Reference(_parameters, training).Run(
            _layers, [.. samples.Select(s => new Sample(s, inner == 0 ? [s.Length] : [s.Length / inner, .. _shape[1..]]))]);
    }
}
