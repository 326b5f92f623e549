namespace Undertone.Fleet.Queues;

/// <summary>Where a <see cref="QueueSender"/> sends files, and how.</summary>
public sealed record QueueSenderOptions
{
    /// <summary>The broker: <c>amqp://USER:PASSWORD@HOST:PORT/VHOST</c>, or <c>amqps://</c>.</summary>
    public required string Broker { get; init; }

    /// <summary>The queue; where it is not there it is made as a worker without further options makes it.</summary>
    public required string Queue { get; init; }

    /// <summary>Whether messages are the audio itself, and not the paths of it. Default false.</summary>
    public bool Inline { get; init; }

    /// <summary>How large a file may be that is sent itself, in bytes. Default 100 MiB, as a worker takes them.</summary>
    public long MaxBytes { get; init; } = 100L << 20;

    /// <summary>The queue that answers are to go to; null, the default, where workers say.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>How long a broker that is down, or a queue that is full, is tried. Default 30 s.</summary>
    public TimeSpan RetryTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Is told when something is waited for and when it is over; null for nobody.</summary>
    public Action<string>? Notice { get; init; }
}
