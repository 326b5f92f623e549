using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Undertone.Fleet.Queues;

/// <summary>The queues of a worker: that of the messages, that of the dead letters, and those of answers.</summary>
/// <param name="Queue">The name of the queue.</param>
/// <param name="Dead">The name of the queue of dead letters.</param>
/// <param name="DeliveryLimit">How often the broker hands out a message before it is a dead letter.</param>
internal sealed record QueueTopology(string Queue, string Dead, int DeliveryLimit)
{
    /// <summary>The limit where nobody says another.</summary>
    public const int StandardDeliveryLimit = 20;

    private const string QuorumQueue = "quorum";
    private const int LongestName = 255;

    private static readonly Dictionary<string, object?> Plain = new() { ["x-queue-type"] = QuorumQueue };

    /// <summary>The queue with its dead letters, checked.</summary>
    /// <exception cref="QueueException">A name cannot be that of a queue.</exception>
    public static QueueTopology Of(string queue, string? dead, int deliveryLimit)
    {
        var topology = new QueueTopology(Checked(queue), Checked(dead ?? queue + ".dead"), deliveryLimit);
        return topology.Queue != topology.Dead ? topology
            : throw new QueueException(QueueFault.Input, $"'{queue}': the dead letters need a queue of their own.");
    }

    /// <summary>A name that a queue can have.</summary>
    /// <exception cref="QueueException">It cannot.</exception>
    public static string Checked(string name) =>
        name.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(name) <= LongestName
            && !name.StartsWith("amq.", StringComparison.Ordinal)
            ? name
            : throw new QueueException(
                QueueFault.Input, $"'{name}': no queue can be called that. A name has 1 to 255 bytes and does not begin with 'amq.'.");

    /// <summary>Makes the queue and its dead letters where they are not there.</summary>
    /// <exception cref="QueueException">They are there with other arguments, or cannot be made.</exception>
    public async Task DeclareAsync(IConnection connection, string place, CancellationToken cancellationToken)
    {
        await DeclareAsync(connection, place, Dead, Plain, cancellationToken).ConfigureAwait(false);
        await DeclareAsync(connection, place, Queue, new Dictionary<string, object?>
        {
            ["x-queue-type"] = QuorumQueue,
            ["x-delivery-limit"] = DeliveryLimit,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = Dead,
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the queue where there is none of its name; one that is there is taken as it is.</summary>
    /// <exception cref="QueueException">It cannot be made.</exception>
    public async Task EnsureAsync(IConnection connection, string place, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, place, Queue, cancellationToken).ConfigureAwait(false))
            await DeclareAsync(connection, place, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a queue for answers where there is none of its name.</summary>
    /// <exception cref="QueueException">It cannot be made.</exception>
    public static async Task EnsureAsync(IConnection connection, string place, string queue, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, place, queue, cancellationToken).ConfigureAwait(false))
            await DeclareAsync(connection, place, queue, Plain, cancellationToken).ConfigureAwait(false);
    }

    // A channel for each: one that is refused something is closed.
    private static async Task<bool> ExistsAsync(
        IConnection connection, string place, string queue, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(null, cancellationToken).ConfigureAwait(false);
            await channel.QueueDeclarePassiveAsync(queue, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationInterruptedException e) when (BrokerFaults.IsMissing(e))
        {
            return false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && BrokerFaults.Is(e))
        {
            throw BrokerFaults.Of(place, e);
        }
    }

    private static async Task DeclareAsync(
        IConnection connection, string place, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(null, cancellationToken).ConfigureAwait(false);
            await channel.QueueDeclareAsync(queue, true, false, false, arguments, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (BrokerFaults.IsOther(e))
        {
            throw new QueueException(
                QueueFault.Refused,
                $"{place}: the queue '{queue}' is there with another {Argument(e)}. Name another queue, give the options that it was made "
                + $"with, or delete it once it is empty (rabbitmqctl delete_queue {queue} --if-empty).",
                e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && BrokerFaults.Is(e))
        {
            throw BrokerFaults.Of(place, e);
        }
    }

    // PRECONDITION_FAILED - inequivalent arg 'x-delivery-limit' for queue ...
    private static string Argument(OperationInterruptedException e) =>
        e.ShutdownReason?.ReplyText.Split('\'') is [_, var argument, ..] ? argument : "kind";
}
