using Undertone.Fleet.Tests.Stores.Postgres;

namespace Undertone.Serve.Tests.Queues;

/// <summary>A test of the slow tier that starts a broker and a database.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class QueueFactAttribute : FactAttribute
{
    public QueueFactAttribute() => Skip = RabbitServer.WhyNot ?? PostgresServer.WhyNot;
}
