namespace Undertone.Fleet.Tests.Stores.Postgres;

/// <summary>A test of the slow tier that starts a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.WhyNot;
}
