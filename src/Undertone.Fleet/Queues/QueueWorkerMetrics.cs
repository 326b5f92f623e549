using System.Diagnostics.Metrics;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Queues;

/// <summary>What a worker measures: sums over all messages, and nothing of a single one.</summary>
/// <remarks>
/// <c>undertone.queue.taken</c>, <c>undertone.queue.redelivered</c> (of these, those that were handed out before),
/// <c>undertone.queue.answered</c> (by <c>emotion</c>, <c>none</c> without speech, and by <c>uncertain</c>),
/// <c>undertone.queue.failed</c> (by <c>reason</c>), <c>undertone.queue.held</c> (now), <c>undertone.queue.audio.duration</c> (s) and the
/// histogram <c>undertone.queue.message.duration</c> (s, from the delivery to the acknowledgement).
/// </remarks>
public sealed class QueueWorkerMetrics : IDisposable
{
    /// <summary>The name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Undertone.Queue";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _taken;
    private readonly Counter<long> _redelivered;
    private readonly Counter<long> _answered;
    private readonly Counter<long> _failed;
    private readonly UpDownCounter<long> _held;
    private readonly Counter<double> _audio;
    private readonly Histogram<double> _seconds;

    internal QueueWorkerMetrics()
    {
        _taken = _meter.CreateCounter<long>("undertone.queue.taken", "{message}", "Messages that were taken.");
        _redelivered = _meter.CreateCounter<long>("undertone.queue.redelivered", "{message}", "Of these, those that were taken before.");
        _answered = _meter.CreateCounter<long>("undertone.queue.answered", "{message}", "Messages whose answers were confirmed.");
        _failed = _meter.CreateCounter<long>("undertone.queue.failed", "{message}", "Messages that became dead letters.");
        _held = _meter.CreateUpDownCounter<long>("undertone.queue.held", "{message}", "Messages that are worked on.");
        _audio = _meter.CreateCounter<double>("undertone.queue.audio.duration", "s", "How much sound was heard.");
        _seconds = _meter.CreateHistogram<double>("undertone.queue.message.duration", "s", "From the delivery to the acknowledgement.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Taken(bool redelivered)
    {
        _taken.Add(1);
        _held.Add(1);
        _redelivered.Add(redelivered ? 1 : 0);
    }

    internal void Answered(EmotionPrediction answer)
    {
        _audio.Add(answer.DurationSeconds);
        _answered.Add(1, new("emotion", answer.Emotion ?? "none"), new("uncertain", answer.Uncertain ? "true" : "false"));
    }

    internal void Failed(string reason) => _failed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Acknowledged(TimeSpan time) => _seconds.Record(time.TotalSeconds);

    internal void LetGo() => _held.Add(-1);
}
