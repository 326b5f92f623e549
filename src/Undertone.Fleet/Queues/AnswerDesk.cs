using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Fleet.Queues;

/// <summary>Where answers and dead letters go: it returns when they are kept there, however long that takes.</summary>
/// <param name="topology">The queues.</param>
/// <param name="options">Where answers go.</param>
/// <param name="model">What answers.</param>
/// <param name="store">The store; null for none.</param>
/// <param name="storeOutage">Tells when the store is down.</param>
internal sealed class AnswerDesk(
    QueueTopology topology, QueueWorkerOptions options, ModelManifest model, IPredictionStore? store, Outage storeOutage)
{
    private const int LongestHeader = 1000;
    private static readonly Dictionary<string, object?> Nothing = [];

    private const string Json = "application/json";

    private readonly Outage _fullQueue = new("the queue of answers", options.Notice);

    /// <summary>Whether a message's answer has somewhere to go.</summary>
    /// <exception cref="MessageException">It has not.</exception>
    public void Check(IReadOnlyBasicProperties properties)
    {
        if (store is not null || ReplyQueueOf(properties) is not null) return;
        throw new MessageException(
            MessageException.NoReply,
            "There is nowhere to answer to. Set reply_to of the message, or start the worker with --reply-queue or --database.");
    }

    /// <summary>Keeps an answer in the store and sends it to who asked.</summary>
    /// <exception cref="MessageException">It cannot be kept, or who asked is gone.</exception>
    /// <exception cref="QueueException">The queue of all answers is gone.</exception>
    public async Task GiveAsync(
        Publisher publisher, IReadOnlyBasicProperties properties, QueueMessage message, byte[] audio, FilePrediction result,
        CancellationToken cancellationToken)
    {
        var entry = new PredictionEntry
        {
            Result = result,
            Model = model.Name,
            ModelVersion = model.Version,
            AudioHash = AudioHash.Of(audio),
            Tag = message.Tag,
            Speaker = message.Speaker,
            Key = message.Id,
        };
        if (store is not null) await KeepAsync(store, entry, cancellationToken).ConfigureAwait(false);
        if (ReplyQueueOf(properties) is not { } queue) return;
        var answer = new BasicProperties
        {
            ContentType = Json,
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = message.Id,
            CorrelationId = properties.CorrelationId ?? message.Id,
        };
        var outcome = await SendAsync(publisher, queue, answer, Text(message.Id, entry), cancellationToken).ConfigureAwait(false);
        if (outcome == PublishOutcome.Kept) return;
        throw queue == options.ReplyQueue ? Gone(queue)
            : new MessageException(MessageException.NoReply, $"There is no queue '{queue}' to answer to. Make it before you ask.");
    }

    /// <summary>Sends a message to the dead letters, with the reason.</summary>
    /// <exception cref="QueueException">The queue of the dead letters is gone.</exception>
    public async Task BuryAsync(
        Publisher publisher, BasicDeliverEventArgs delivery, byte[] body, MessageException reason, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties(delivery.BasicProperties) { DeliveryMode = DeliveryModes.Persistent };
        // What would have the broker refuse it, let it go after a while, or send it elsewhere too.
        properties.ClearUserId();
        properties.ClearExpiration();
        properties.Headers = new Dictionary<string, object?>((properties.Headers ?? Nothing).Where(h => h.Key is not ("CC" or "BCC")))
        {
            [QueueMessage.Header + "reason"] = reason.Reason,
            [QueueMessage.Header + "detail"] = reason.Message[..Math.Min(reason.Message.Length, LongestHeader)],
            [QueueMessage.Header + "queue"] = topology.Queue,
        };
        var outcome = await SendAsync(publisher, topology.Dead, properties, body, cancellationToken).ConfigureAwait(false);
        if (outcome == PublishOutcome.NoQueue) throw Gone(topology.Dead);
    }

    private async Task KeepAsync(IPredictionStore to, PredictionEntry entry, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await to.AddAsync(entry, cancellationToken).ConfigureAwait(false);
                storeOutage.Works();
                return;
            }
            catch (StoreException e) when (e.Fault == StoreFault.Unavailable)
            {
                storeOutage.Failed(e.Message);
            }
            catch (StoreException e) when (e.Fault == StoreFault.Input)
            {
                throw new MessageException(MessageException.Store, e.Message, e);
            }

            await Outage.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PublishOutcome> SendAsync(
        Publisher publisher, string queue, BasicProperties properties, byte[] body, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var outcome = await publisher.PublishAsync(queue, properties, body, cancellationToken).ConfigureAwait(false);
            if (outcome != PublishOutcome.Rejected)
            {
                _fullQueue.Works();
                return outcome;
            }

            _fullQueue.Failed($"The queue '{queue}' takes nothing now: it is full.");
            await Outage.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private string? ReplyQueueOf(IReadOnlyBasicProperties properties) =>
        properties.ReplyTo is { Length: > 0 } queue ? queue : options.ReplyQueue;

    private static byte[] Text(string id, PredictionEntry entry)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, PredictionJson.LineOptions))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            StoreJson.WriteEntry(json, entry with { Key = null });
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static QueueException Gone(string queue) => new(QueueFault.Unavailable, $"The queue '{queue}' is gone.");
}
