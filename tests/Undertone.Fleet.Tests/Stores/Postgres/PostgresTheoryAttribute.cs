namespace Undertone.Fleet.Tests.Stores.Postgres;

/// <summary>A theory of the slow tier that starts a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresServer.WhyNot;
}
