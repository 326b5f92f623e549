using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Undertone.Fleet.Queues;

/// <summary>Publishes messages, and returns when the broker has confirmed that it keeps them.</summary>
/// <param name="channel">A channel that waits for confirms.</param>
internal sealed class Publisher(IChannel channel) : IAsyncDisposable
{
    /// <summary>Opens one on a connection.</summary>
    public static async Task<Publisher> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        return new Publisher(await connection.CreateChannelAsync(options, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether it can still be used.</summary>
    public bool IsOpen => channel.IsOpen;

    /// <summary>Publishes a message to a queue.</summary>
    /// <returns>What the broker did with it.</returns>
    public async Task<PublishOutcome> PublishAsync(
        string queue, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellationToken).ConfigureAwait(false);
            return PublishOutcome.Kept;
        }
        catch (PublishException e)
        {
            return e.IsReturn ? PublishOutcome.NoQueue : PublishOutcome.Rejected;
        }
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
