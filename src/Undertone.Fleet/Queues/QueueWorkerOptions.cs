using Undertone.Recognition.Inference.Voices;

namespace Undertone.Fleet.Queues;

/// <summary>What a <see cref="QueueWorker"/> takes, how much of it, and where its answers go.</summary>
public sealed record QueueWorkerOptions
{
    /// <summary>The broker: <c>amqp://USER:PASSWORD@HOST:PORT/VHOST</c>, or <c>amqps://</c>.</summary>
    public required string Broker { get; init; }

    /// <summary>The queue of the messages; made where it is not there.</summary>
    public required string Queue { get; init; }

    /// <summary>The queue of messages without an answer; null, the default, for that of the messages with <c>.dead</c> behind it.</summary>
    public string? DeadQueue { get; init; }

    /// <summary>Where answers go to messages that name no <c>reply_to</c>; null, the default, for nowhere.</summary>
    public string? ReplyQueue { get; init; }

    /// <summary>
    /// The store that answers go into, one a message id, as <see cref="Stores.Store.OpenAsync"/> takes it; null, the default, for none.
    /// </summary>
    public string? Database { get; init; }

    /// <summary>The folders and URLs that messages may name what lies below of. Default none.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>How many messages are held, and heard, at a time, from 1 to 65,535; null, the default, for one a processor.</summary>
    public int? Prefetch { get; init; }

    /// <summary>
    /// How often the broker hands out a message again, by a worker's end or an outage, before it is a dead letter. Default 20; it is an
    /// argument of the queue, so that all workers of one name the same.
    /// </summary>
    public int DeliveryLimit { get; init; } = QueueTopology.StandardDeliveryLimit;

    /// <summary>How large an audio file may be, in bytes, wherever it comes from. Default 100 MiB.</summary>
    public long MaxBytes { get; init; } = 100L << 20;

    /// <summary>How long a recording may be. Default an hour.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long fetching a URL may take. Default 30 s.</summary>
    public TimeSpan UrlTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long what is held may go on when the worker is told to stop. Default 30 s; then it goes back to the queue.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The voices that messages may name; null, the default, for the user's.</summary>
    public VoiceFolder? Voices { get; init; }

    /// <summary>Is told, a sentence each, when the worker begins, when something is down and when it works again; null for none.</summary>
    public Action<string>? Notice { get; init; }
}
