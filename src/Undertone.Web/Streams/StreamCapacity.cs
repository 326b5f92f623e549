using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Web.Requests;

namespace Undertone.Web.Streams;

/// <summary>How many streams this machine carries: one that is let in is never answered late because of the others.</summary>
/// <param name="options">How many at most; null to go by what they cost.</param>
internal sealed class StreamCapacity(UndertoneWebOptions options)
{
    /// <summary>What streams may take of all processors; uploads, messages and the system need the rest.</summary>
    private const double Share = 0.7;

    private readonly Lock _counting = new();
    private readonly Turns _turns = new(new SemaphoreSlim(Environment.ProcessorCount));
    private ModelManifest? _measured;
    private Task<StreamCost>? _cost;
    private double _taken;
    private int _open;

    /// <summary>How many streams are open.</summary>
    public int Open
    {
        get
        {
            lock (_counting) return _open;
        }
    }

    /// <summary>Lets a stream in; the first ones wait until it is known what they cost.</summary>
    /// <returns>Disposed when it has ended; null where there is no room.</returns>
    public async Task<IDisposable?> TryEnter(IEmotionRecognizer recognizer, StreamRequest request, CancellationToken cancellationToken)
    {
        // Where the number is given the measuring warms up: a runtime that compiles what it runs answers the first streams late.
        var cost = (await CostOf(recognizer).WaitAsync(cancellationToken)).Of(request);
        lock (_counting)
        {
            var fits = options.MaxStreams is { } most ? _open < most : _taken + cost <= Share * Environment.ProcessorCount;
            if (!fits) return null;
            _open++;
            _taken += cost;
        }

        return new Leaving(() => Leave(cost));
    }

    /// <summary>Waits until a processor is free of other streams.</summary>
    /// <returns>Disposed when what came was heard.</returns>
    public Task<IDisposable> Turn(CancellationToken cancellationToken) => _turns.Enter(cancellationToken);

    /// <summary>What a stream of the model costs: measured once, however many ask.</summary>
    private Task<StreamCost> CostOf(IEmotionRecognizer recognizer)
    {
        var model = recognizer.Manifest;
        lock (_counting)
        {
            if (_cost is { IsFaulted: false } known && ReferenceEquals(model, _measured)) return known;
            _measured = model;
            return _cost = Task.Run(() => StreamCost.Measure(recognizer, options.MeasuringSeconds));
        }
    }

    private void Leave(double cost)
    {
        lock (_counting)
        {
            _open--;
            // No rounding is left over when all have gone.
            _taken = _open == 0 ? 0 : _taken - cost;
        }
    }
}
