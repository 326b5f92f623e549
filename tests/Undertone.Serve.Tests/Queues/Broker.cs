using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;

namespace Undertone.Serve.Tests.Queues;

/// <summary>A client of the broker that sends messages of any kind and looks at what lies in queues.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Broker(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Broker> Open(RabbitServer server)
    {
        var factory = new ConnectionFactory { Uri = new Uri(server.Uri) };
        var connection = await factory.CreateConnectionAsync();
        return new Broker(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    public async Task Declare(string queue, Dictionary<string, object?>? arguments = null) =>
        await _channel.QueueDeclareAsync(queue, true, false, false, arguments);

    public async Task Send(string queue, BasicProperties properties, byte[] body) =>
        await _channel.BasicPublishAsync("", queue, true, properties, body);

    public async Task<uint> Count(string queue) => await _channel.MessageCountAsync(queue);

    /// <summary>Waits until a queue has a number of messages.</summary>
    public async Task Holds(string queue, int count)
    {
        var waited = Stopwatch.StartNew();
        while (await Count(queue) != count)
        {
            (waited.Elapsed < TimeSpan.FromMinutes(2)).ShouldBeTrue($"{queue} holds {await Count(queue)} messages, and not {count}");
            await Task.Delay(50);
        }
    }

    /// <summary>Takes all messages of a queue.</summary>
    public async Task<List<Taken>> Take(string queue)
    {
        var all = new List<Taken>();
        while (await _channel.BasicGetAsync(queue, autoAck: true) is { } got)
            all.Add(new Taken(new BasicProperties(got.BasicProperties), got.Redelivered, got.Body.ToArray()));
        return all;
    }

    /// <summary>Takes one message and loses the connection, as a worker does that ends with it.</summary>
    public static async Task Lose(RabbitServer server, string queue)
    {
        await using var one = await Open(server);
        while (await one._channel.BasicGetAsync(queue, autoAck: false) is null) await Task.Delay(50);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>A message that was taken.</summary>
internal sealed record Taken(BasicProperties Properties, bool Redelivered, byte[] Body)
{
    public string Id => Properties.MessageId!;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A header as text; empty where there is none.</summary>
    public string Header(string name) =>
        Properties.Headers?.TryGetValue(name, out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : "";
}
