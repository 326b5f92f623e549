using RabbitMQ.Client;

namespace Undertone.Fleet.Queues;

/// <summary>A broker's URI, read, and named in messages without user and password.</summary>
internal sealed class BrokerLocation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConnectionFactory _factory;

    private BrokerLocation(ConnectionFactory factory) => _factory = factory;

    /// <summary>Where it is, for messages.</summary>
    public string Name => FormattableString.Invariant(
        $"RabbitMQ at {_factory.HostName}:{_factory.Endpoint.Port}, virtual host '{_factory.VirtualHost}'");

    /// <exception cref="QueueException">
    /// It cannot be read. The message repeats nothing of it: any piece may be one of a password.
    /// </exception>
    public static BrokerLocation Read(string uri)
    {
        try
        {
            var parsed = new Uri(uri);
            if (parsed.Scheme is not ("amqp" or "amqps") || parsed.Host.Length == 0) throw new UriFormatException();
            return new BrokerLocation(new ConnectionFactory
            {
                Uri = parsed,
                ClientProvidedName = "undertone",
                // A connection that is lost is opened anew by who uses it, who then knows what was not confirmed.
                AutomaticRecoveryEnabled = false,
                TopologyRecoveryEnabled = false,
                RequestedConnectionTimeout = Patience,
                ContinuationTimeout = Patience,
                HandshakeContinuationTimeout = Patience,
                RequestedHeartbeat = TimeSpan.FromSeconds(20),
            });
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            throw new QueueException(
                QueueFault.Input,
                "The broker's URI cannot be read. Write amqp://USER:PASSWORD@HOST:PORT/VHOST, amqps:// for TLS, and what is "
                + "no letter or digit in a name or password as %XX (a virtual host '/' as %2F, or leave it out).");
        }
    }

    /// <summary>Connects.</summary>
    /// <exception cref="QueueException">There is no connection.</exception>
    public async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (BrokerFaults.Is(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw BrokerFaults.Of(Name, e);
        }
    }
}
