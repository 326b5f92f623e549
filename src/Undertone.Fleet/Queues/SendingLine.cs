using RabbitMQ.Client;

namespace Undertone.Fleet.Queues;

/// <summary>The way to a queue: it is opened again where it breaks, and what was not confirmed is sent again, for a while.</summary>
internal sealed class SendingLine : IAsyncDisposable
{
    private readonly QueueSenderOptions _options;
    private readonly BrokerLocation _broker;
    private readonly QueueTopology _topology;
    private readonly Outage _outage;
    private IConnection? _connection;
    private Publisher? _publisher;

    public SendingLine(QueueSenderOptions options)
    {
        (_options, _broker) = (options, BrokerLocation.Read(options.Broker));
        _topology = QueueTopology.Of(options.Queue, null, QueueTopology.StandardDeliveryLimit);
        _outage = new Outage(_broker.Name, options.Notice);
    }

    /// <summary>Connects, and makes the queue where it is not there.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => SendAsync([], cancellationToken);

    /// <summary>Sends messages, and returns when all are confirmed.</summary>
    /// <exception cref="QueueException">They are not, after the time for it.</exception>
    public async Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var (left, begun) = (messages, TimeProvider.System.GetTimestamp());
        for (var attempt = 0; ; attempt++)
        {
            QueueException fault;
            try
            {
                var publisher = await PublisherAsync(cancellationToken).ConfigureAwait(false);
                var outcomes = await Task.WhenAll(left.Select(m => PublishAsync(publisher, m, cancellationToken))).ConfigureAwait(false);
                if (outcomes.Contains(null)) (attempt, begun) = (0, TimeProvider.System.GetTimestamp());
                left = [.. left.Where((_, i) => outcomes[i] is not null)];
                if (left.Count == 0)
                {
                    _outage.Works();
                    return;
                }

                fault = outcomes.First(o => o is not null)!;
            }
            catch (QueueException e) when (e.Fault == QueueFault.Unavailable)
            {
                fault = e;
            }

            if (TimeProvider.System.GetElapsedTime(begun) >= _options.RetryTime) throw fault;
            _outage.Failed(fault.Message);
            await Outage.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_publisher is not null) await _publisher.DisposeAsync().ConfigureAwait(false);
        if (_connection is not null) await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Publisher> PublisherAsync(CancellationToken cancellationToken)
    {
        if (_publisher is { IsOpen: true }) return _publisher;
        await DisposeAsync().ConfigureAwait(false);
        (_publisher, _connection) = (null, null);
        _connection = await _broker.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _topology.EnsureAsync(_connection, _broker.Name, cancellationToken).ConfigureAwait(false);
            if (_options.ReplyTo is { } reply)
                await QueueTopology.EnsureAsync(_connection, _broker.Name, reply, cancellationToken).ConfigureAwait(false);
            return _publisher = await Publisher.OpenAsync(_connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && BrokerFaults.Is(e))
        {
            throw BrokerFaults.Of(_broker.Name, e);
        }
    }

    /// <returns>Null where it is confirmed; else why it is not.</returns>
    private async Task<QueueException?> PublishAsync(Publisher publisher, OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await publisher.PublishAsync(_topology.Queue, message.Properties, message.Body, cancellationToken)
                .ConfigureAwait(false) switch
            {
                PublishOutcome.Kept => null,
                PublishOutcome.NoQueue => new QueueException($"{_broker.Name}: the queue '{_topology.Queue}' is gone."),
                _ => new QueueException(
                    $"{_broker.Name}: the queue '{_topology.Queue}' takes nothing now: it is full. Start more workers."),
            };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && BrokerFaults.Is(e))
        {
            return BrokerFaults.Of(_broker.Name, e);
        }
    }
}
