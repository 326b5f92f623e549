using System.CommandLine;
using System.Globalization;
using System.Net;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Fleet.Queues;

namespace Undertone.Serve.Queues;

/// <summary>Makes settings of the command lines of the worker and of who sends it messages.</summary>
internal static class QueueSettings
{
    /// <summary>What a worker's command line says.</summary>
    /// <exception cref="UsageException">No broker is named.</exception>
    public static QueueWorkerOptions Of(WorkerOptions options, ParseResult parsed) => new()
    {
        Broker = BrokerOf(parsed.GetValue(options.Broker)),
        Queue = parsed.GetValue(options.Queue)!,
        DeadQueue = parsed.GetValue(options.DeadQueue),
        ReplyQueue = parsed.GetValue(options.ReplyQueue),
        Database = parsed.GetValue(options.Database) ?? Named(QueueOptions.DatabaseVariable),
        Allowed = parsed.GetValue(options.Allowed) ?? [],
        Prefetch = parsed.GetValue(options.Prefetch),
        DeliveryLimit = parsed.GetValue(options.DeliveryLimit),
        MaxBytes = parsed.GetValue(options.MaxBytes),
        MaxDuration = TimeSpan.FromMinutes(parsed.GetValue(options.MaxMinutes)),
        UrlTimeout = TimeSpan.FromSeconds(parsed.GetValue(options.UrlTimeout)),
        DrainTime = TimeSpan.FromSeconds(parsed.GetValue(options.DrainSeconds)),
    };

    /// <summary>What a sender's command line says.</summary>
    /// <exception cref="UsageException">No broker is named.</exception>
    public static QueueSenderOptions Of(EnqueueOptions options, ParseResult parsed) => new()
    {
        Broker = BrokerOf(parsed.GetValue(options.Broker)),
        Queue = parsed.GetValue(options.Queue)!,
        Inline = parsed.GetValue(options.Inline),
        MaxBytes = parsed.GetValue(options.MaxBytes),
        ReplyTo = parsed.GetValue(options.ReplyTo),
        RetryTime = TimeSpan.FromSeconds(parsed.GetValue(options.RetrySeconds)),
    };

    /// <summary>Where measurements are given out.</summary>
    /// <exception cref="UsageException">It is no address.</exception>
    public static IPEndPoint MetricsOf(string text)
    {
        // First as a number: as an address it would be one of four bytes.
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return new(IPAddress.Loopback, port);
        return text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address) ? address
            : throw new UsageException($"--metrics {text}: this is no port; 9464 and 0.0.0.0:9464 are some.");
    }

    private static string BrokerOf(string? given) => given ?? Named(QueueOptions.BrokerVariable)
        ?? throw new UsageException(
            $"No broker is named. Give --broker amqp://HOST, or set {QueueOptions.BrokerVariable}, which keeps a password out of sight.");

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
