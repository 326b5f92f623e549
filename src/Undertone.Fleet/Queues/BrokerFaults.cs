using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;
using Undertone.Fleet.Stores;

namespace Undertone.Fleet.Queues;

/// <summary>What a broker or the way to it refused, in words of this program.</summary>
internal static class BrokerFaults
{
    private const ushort AccessRefused = 403, NotFound = 404, PreconditionFailed = 406, NotAllowed = 530;

    /// <summary>Whether it comes from the broker or the way to it.</summary>
    public static bool Is(Exception e) => e is not StoreException and (RabbitMQClientException or IOException or SocketException
        or TimeoutException or OperationCanceledException or ObjectDisposedException);

    /// <summary>Whether the broker knows no queue of the name.</summary>
    public static bool IsMissing(OperationInterruptedException e) => CodeOf(e) == NotFound;

    /// <summary>Whether a queue is there with other arguments.</summary>
    public static bool IsOther(OperationInterruptedException e) => CodeOf(e) == PreconditionFailed;

    /// <summary>Tells in words why something failed.</summary>
    /// <param name="place">Which broker.</param>
    /// <param name="cause">What was thrown.</param>
    public static QueueException Of(string place, Exception cause) => cause as QueueException ?? Words(place, Innermost(cause), cause);

    private static QueueException Words(string place, Exception e, Exception cause)
    {
        var refusal = e switch
        {
            AuthenticationFailureException or PossibleAuthenticationFailureException =>
                "the broker refuses the user or the password. Mend them in the URI (guest may come from the broker's own machine alone).",
            OperationInterruptedException o when CodeOf(o) == NotAllowed =>
                "there is no such virtual host, or the user may not use it. Mend the URI, or give the user the right.",
            OperationInterruptedException o when CodeOf(o) == AccessRefused =>
                "the user lacks a right. Grant configure, write and read on the queues (rabbitmqctl set_permissions).",
            _ => null,
        };
        return refusal is not null
            ? new QueueException(QueueFault.Refused, $"{place}: {refusal}", cause)
            : new QueueException(
                QueueFault.Unavailable,
                $"{place}: there is no connection to the broker. See whether it runs, can be reached, and speaks TLS if the URI says so.",
                cause);
    }

    private static Exception Innermost(Exception e)
    {
        while (e is BrokerUnreachableException or AggregateException && e.InnerException is { } inner) e = inner;
        return e;
    }

    private static ushort? CodeOf(OperationInterruptedException e) => e.ShutdownReason?.ReplyCode;
}
