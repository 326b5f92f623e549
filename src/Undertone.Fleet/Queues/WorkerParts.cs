namespace Undertone.Fleet.Queues;

/// <summary>What a worker has beside its connection.</summary>
/// <param name="Options">What it was asked for.</param>
/// <param name="Broker">Where it connects to.</param>
/// <param name="Topology">Its queues.</param>
/// <param name="Sources">Where audio comes from.</param>
/// <param name="Scorer">What answers.</param>
/// <param name="Desk">Where answers go.</param>
/// <param name="Metrics">What is measured.</param>
internal sealed record WorkerParts(
    QueueWorkerOptions Options, BrokerLocation Broker, QueueTopology Topology, AudioSources Sources, Scorer Scorer, AnswerDesk Desk,
    QueueWorkerMetrics Metrics)
{
    /// <summary>How many messages are held, and heard, at a time.</summary>
    public int Threads => Options.Prefetch ?? Environment.ProcessorCount;
}
