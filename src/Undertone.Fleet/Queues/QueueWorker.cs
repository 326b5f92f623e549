using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Queues;

/// <summary>
/// Takes messages of a RabbitMQ queue, answers for the audio that they name or are, and acknowledges each when its answer is confirmed:
/// committed to the store, kept by the queue of the answers. A message is lost at no moment; one that is handed out twice is answered
/// twice, with its id, which a store keeps once.
/// </summary>
/// <param name="recognizer">The model, which all threads share; the caller disposes it.</param>
/// <param name="options">What is taken, and where answers go.</param>
public sealed class QueueWorker(IEmotionRecognizer recognizer, QueueWorkerOptions options)
{
    private const int MostPrefetch = ushort.MaxValue;

    /// <summary>Works until it is told to stop, then finishes what it holds. While the broker or the store is down it waits.</summary>
    /// <param name="stop">Tells it to stop.</param>
    /// <exception cref="QueueException">
    /// An option cannot be (<see cref="QueueFault.Input"/>), or the broker refuses it (<see cref="QueueFault.Refused"/>).
    /// </exception>
    /// <exception cref="StoreException">The store cannot be used, and waiting would not help.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        if (options.Prefetch is < 1 or > MostPrefetch)
            throw new QueueException(QueueFault.Input, "A worker holds 1 to 65535 messages at a time.");
        var broker = BrokerLocation.Read(options.Broker);
        var topology = QueueTopology.Of(options.Queue, options.DeadQueue, options.DeliveryLimit);
        if (options.ReplyQueue is { } reply) QueueTopology.Checked(reply);
        using var sources = new AudioSources(options);
        using var metrics = new QueueWorkerMetrics();
        var storeOutage = new Outage("the store", options.Notice);
        try
        {
            await using var store = options.Database is { } database
                ? await OpenAsync(database, storeOutage, stop).ConfigureAwait(false)
                : null;
            var desk = new AnswerDesk(topology, options, recognizer.Manifest, store, storeOutage);
            var parts = new WorkerParts(options, broker, topology, sources, new Scorer(recognizer, options), desk, metrics);
            await RunAsync(parts, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was told to stop before it held anything.
        }
    }

    private static async Task<IPredictionStore> OpenAsync(string database, Outage outage, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var store = await Store.OpenAsync(database, cancellationToken: stop).ConfigureAwait(false);
                outage.Works();
                return store;
            }
            catch (StoreException e) when (e.Fault == StoreFault.Unavailable)
            {
                outage.Failed(e.Message);
            }

            await Outage.PauseAsync(attempt, stop).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(WorkerParts parts, CancellationToken stop)
    {
        var outage = new Outage(parts.Broker.Name, parts.Options.Notice);
        var told = false;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var session = await WorkerSession.OpenAsync(parts, stop).ConfigureAwait(false);
                outage.Works();
                attempt = 0;
                if (!told) parts.Options.Notice?.Invoke($"taking messages of '{parts.Topology.Queue}' from {parts.Broker.Name}");
                told = true;
                await session.RunAsync(stop).ConfigureAwait(false);
                return;
            }
            catch (QueueException e) when (e.Fault == QueueFault.Unavailable)
            {
                outage.Failed(e.Message);
            }

            await Outage.PauseAsync(attempt, stop).ConfigureAwait(false);
        }
    }
}
