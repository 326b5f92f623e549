using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Optimizers;

/// <summary>
/// Applies one rule to all weights of a store that are not frozen, in chunks that the threads share. Padding between parameters has
/// gradient 0 and stays 0. A weight's steps are counted from where it began to learn.
/// </summary>
internal sealed class Optimizer
{
    private const int ChunkLength = 1 << 14;
    private readonly OptimizerOptions _options;
    private readonly ParameterStore _store;
    private readonly List<(Parameter Parameter, int Start, int Length)> _chunks = [];
    private readonly double[] _squares;
    private readonly Action<int, int> _update;
    private readonly Action<int, int> _measure;
    private double _rate;
    private float _gradientScale;

    public Optimizer(OptimizerOptions options, ParameterStore store)
    {
        options.Validate();
        (_options, _store) = (options, store);
        foreach (var parameter in store.Parameters)
        {
            var padded = VectorLoop.Padded(parameter.Length);
            for (var start = 0; start < padded; start += ChunkLength)
                _chunks.Add((parameter, parameter.Offset + start, Math.Min(ChunkLength, padded - start)));
        }

        _squares = new double[_chunks.Count];
        First = new AlignedBuffer<float>(store.Values.Length);
        Second = new AlignedBuffer<float>(options.Kind == OptimizerKind.Sgd ? 0 : store.Values.Length);
        _update = Update;
        _measure = (chunk, _) =>
        {
            var part = _store.Gradients.Span.Slice(_chunks[chunk].Start, _chunks[chunk].Length);
            _squares[chunk] = _chunks[chunk].Parameter.Frozen ? 0 : Sums.Dot(part, part);
        };
    }

    /// <summary>First moment or momentum.</summary>
    public AlignedBuffer<float> First { get; }

    /// <summary>Second moment; empty for SGD.</summary>
    public AlignedBuffer<float> Second { get; }

    /// <summary>Steps done so far.</summary>
    public long Steps { get; set; }

    /// <summary>Euclidean norm of the gradients of all that learns, the same for any number of threads.</summary>
    public double GradientNorm(Team team)
    {
        team.Run(_chunks.Count, _measure);
        var sum = 0.0;
        foreach (var square in _squares) sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Changes all weights once.</summary>
    public void Step(Team team, double rate, double gradientScale)
    {
        Steps++;
        (_rate, _gradientScale) = (rate, (float)gradientScale);
        team.Run(_chunks.Count, _update);
    }

    private void Update(int chunk, int worker)
    {
        var (parameter, start, length) = _chunks[chunk];
        if (parameter.Frozen) return;
        var (rate, steps) = (_rate * parameter.Rate, Steps - parameter.FirstStep);
        var w = _store.Values.Span.Slice(start, length);
        var g = _store.Gradients.Span.Slice(start, length);
        var first = First.Span.Slice(start, length);
        var decay = parameter.Decays ? _options.WeightDecay : 0;
        switch (_options.Kind)
        {
            case OptimizerKind.Sgd:
                Updates.Sgd(w, g, first, (float)rate, (float)_options.Momentum, _options.Nesterov, (float)decay, _gradientScale);
                break;
            case OptimizerKind.RmsProp:
                Updates.RmsProp(w, g, Second.Span.Slice(start, length), first, new Updates.RmsStep(
                    (float)rate, (float)_options.Rho, (float)_options.Epsilon, (float)_options.Momentum, (float)decay, _gradientScale));
                break;
            default:
                var decoupled = _options.Kind == OptimizerKind.AdamW;
                Updates.Adam(w, g, first, Second.Span.Slice(start, length), new Updates.AdamStep(
                    (float)(rate / (1 - Math.Pow(_options.Beta1, steps))), (float)Math.Sqrt(1 - Math.Pow(_options.Beta2, steps)),
                    (float)_options.Beta1, (float)_options.Beta2,
                    (float)_options.Epsilon, decoupled ? 0 : (float)decay, decoupled ? (float)(1 - rate * decay) : 1, _gradientScale));
                break;
        }
    }
}
