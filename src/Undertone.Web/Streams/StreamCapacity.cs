using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Web.Streams;

/// <summary>How many streams this machine carries: one that is let in is never answered late because of the others.</summary>
/// <param name="options">How many at most; null to go by what they cost.</param>
internal sealed class StreamCapacity(UndertoneWebOptions options)
{
    /// <summary>What streams may take of all processors; uploads, messages and the system need the rest.</summary>
    private const double Share = 0.7;

    private readonly Lock _measuring = new();
    private readonly Lock _counting = new();
    private ModelManifest? _measured;
    private StreamCost? _cost;
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

    /// <summary>Lets a stream in.</summary>
    /// <returns>Disposed when it has ended; null where there is no room.</returns>
    public IDisposable? TryEnter(IEmotionRecognizer recognizer, StreamRequest request)
    {
        // Where the number is given the measuring warms up: a runtime that compiles what it runs answers the first streams late.
        var cost = CostOf(recognizer).Of(request);
        lock (_counting)
        {
            var fits = options.MaxStreams is { } most ? _open < most : _taken + cost <= Share * Environment.ProcessorCount;
            if (!fits) return null;
            _open++;
            _taken += cost;
        }

        return new Place(this, cost);
    }

    private StreamCost CostOf(IEmotionRecognizer recognizer)
    {
        lock (_measuring)
        {
            var model = recognizer.Manifest;
            if (_cost is { } known && ReferenceEquals(model, _measured)) return known;
            (_cost, _measured) = (StreamCost.Measure(recognizer, options.MeasuringSeconds), model);
            return _cost;
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

    private sealed class Place(StreamCapacity capacity, double cost) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (_left) return;
            _left = true;
            capacity.Leave(cost);
        }
    }
}
