using System.Diagnostics;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Undertone.Fleet.Queues;

/// <summary>
/// One connection's work, from taking messages to their acknowledgement. Where the connection ends, what is held is dropped: the broker
/// hands it out again.
/// </summary>
internal sealed class WorkerSession : IAsyncDisposable
{
    private readonly WorkerParts _parts;
    private readonly IConnection _connection;
    private readonly IChannel _taking;
    private readonly Publisher _publisher;
    private readonly Channel<Delivery> _held = Channel.CreateUnbounded<Delivery>();
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    private WorkerSession(WorkerParts parts, IConnection connection, IChannel taking, Publisher publisher) =>
        (_parts, _connection, _taking, _publisher) = (parts, connection, taking, publisher);

    /// <summary>Connects, makes the queues that are not there, and opens the channels.</summary>
    /// <exception cref="QueueException">Something of it cannot be.</exception>
    public static async Task<WorkerSession> OpenAsync(WorkerParts parts, CancellationToken cancellationToken)
    {
        var connection = await parts.Broker.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await parts.Topology.DeclareAsync(connection, parts.Broker.Name, cancellationToken).ConfigureAwait(false);
            if (parts.Options.ReplyQueue is { } reply)
                await QueueTopology.EnsureAsync(connection, parts.Broker.Name, reply, cancellationToken).ConfigureAwait(false);
            var publisher = await Publisher.OpenAsync(connection, cancellationToken).ConfigureAwait(false);
            var taking = await connection.CreateChannelAsync(null, cancellationToken).ConfigureAwait(false);
            await taking.BasicQosAsync(0, (ushort)parts.Threads, false, cancellationToken).ConfigureAwait(false);
            return new WorkerSession(parts, connection, taking, publisher);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!BrokerFaults.Is(e)) throw;
            throw BrokerFaults.Of(parts.Broker.Name, e);
        }
    }

    /// <summary>Works until it is told to stop, and then ends what it holds.</summary>
    /// <exception cref="QueueException">The connection ended.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var threads = Array.Empty<Task>();
        try
        {
            var tag = await ConsumeAsync(stop).ConfigureAwait(false);
            threads = [.. Enumerable.Range(0, _parts.Threads).Select(_ => Task.Run(WorkAsync, CancellationToken.None))];
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (stop.Register(() => stopped.TrySetResult()))
                await (await Task.WhenAny(stopped.Task, _lost.Task).ConfigureAwait(false)).ConfigureAwait(false);
            _stopping = true;
            await _taking.BasicCancelAsync(tag, false, CancellationToken.None).ConfigureAwait(false);
            _held.Writer.Complete();
            await DrainAsync(threads).ConfigureAwait(false);
        }
        catch (Exception e) when (BrokerFaults.Is(e))
        {
            // Where it was told to stop, what was held is the broker's again.
            if (!stop.IsCancellationRequested) throw BrokerFaults.Of(_parts.Broker.Name, e);
        }
        finally
        {
            _held.Writer.TryComplete();
            await _end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(threads).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync().ConfigureAwait(false);
        await _taking.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task<string> ConsumeAsync(CancellationToken cancellationToken)
    {
        _connection.ConnectionShutdownAsync += (_, e) => LoseAsync(e.ReplyText);
        _taking.ChannelShutdownAsync += (_, e) => LoseAsync(e.ReplyText);
        var consumer = new AsyncEventingBasicConsumer(_taking);
        consumer.UnregisteredAsync += (_, _) => _stopping ? Task.CompletedTask : LoseAsync("the queue is gone");
        consumer.ReceivedAsync += (_, e) =>
        {
            _parts.Metrics.Taken(e.Redelivered);
            if (!_held.Writer.TryWrite(new Delivery(e, e.Body.ToArray(), Stopwatch.GetTimestamp()))) _parts.Metrics.LetGo();
            return Task.CompletedTask;
        };
        return await _taking.BasicConsumeAsync(_parts.Topology.Queue, autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
    }

    private Task LoseAsync(string why)
    {
        Lose(new QueueException($"{_parts.Broker.Name}: the connection ended ({why})."));
        return Task.CompletedTask;
    }

    private void Lose(Exception why) => _lost.TrySetException(why);

    private async Task DrainAsync(Task[] threads)
    {
        try
        {
            var all = Task.WhenAll(threads);
            await (await Task.WhenAny(all, _lost.Task).WaitAsync(_parts.Options.DrainTime).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _parts.Options.Notice?.Invoke("What is still worked on goes back to the queue: the time for it is over.");
        }
    }

    /// <summary>One of the threads.</summary>
    private async Task WorkAsync()
    {
        await foreach (var delivery in _held.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (!_end.IsCancellationRequested) await AnswerAsync(delivery, _end.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Whatever it is, the message goes back to the queue with all that are held.
                Lose(e);
            }
            finally
            {
                _parts.Metrics.LetGo();
            }
        }
    }

    private async Task AnswerAsync(Delivery delivery, CancellationToken end)
    {
        var arguments = delivery.Arguments;
        try
        {
            var message = QueueMessage.Read(arguments.BasicProperties, delivery.Body);
            _parts.Desk.Check(arguments.BasicProperties);
            var audio = await _parts.Sources.ReadAsync(message, delivery.Body, end).ConfigureAwait(false);
            var result = await _parts.Scorer.AnswerAsync(message, audio, end).ConfigureAwait(false);
            await _parts.Desk.GiveAsync(_publisher, arguments.BasicProperties, message, audio, result, end).ConfigureAwait(false);
            _parts.Metrics.Answered(result.Prediction!);
        }
        catch (MessageException e)
        {
            await _parts.Desk.BuryAsync(_publisher, arguments, delivery.Body, e, end).ConfigureAwait(false);
            _parts.Metrics.Failed(e.Reason);
        }

        await _taking.BasicAckAsync(arguments.DeliveryTag, multiple: false, end).ConfigureAwait(false);
        _parts.Metrics.Acknowledged(Stopwatch.GetElapsedTime(delivery.Begun));
    }
}
