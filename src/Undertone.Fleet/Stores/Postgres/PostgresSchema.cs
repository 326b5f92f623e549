using Npgsql;

namespace Undertone.Fleet.Stores.Postgres;

/// <summary>
/// The tables of a store, made and brought up to date step by step in one transaction. One process at a time does so, the others wait.
/// </summary>
internal static class PostgresSchema
{
    // Any number, as long as all who do this have the same: "undertone" in ASCII, its first eight letters.
    private const long Lock = 0x756E646572746F6E;

    // Not to_regclass, which may answer from before the wait for the lock.
    private const string Exists =
        "select exists (select from pg_class where relname = 'undertone_schema' and pg_table_is_visible(oid))";

    /// <summary>What leads from each version to the next. Steps that were released are never changed.</summary>
    private static readonly string[] Steps =
    [
        """
        create table undertone_prediction (
          id bigint generated always as identity primary key,
          added_at timestamptz not null,
          source text not null,
          model text not null,
          model_version text not null,
          emotion text,
          uncertain boolean not null,
          tag text,
          label text,
          entry json not null);
        create index on undertone_prediction (added_at);
        create index on undertone_prediction (emotion, id);
        create index on undertone_prediction (model, id);
        create index on undertone_prediction (tag, id) where tag is not null;
        create index on undertone_prediction (id) where label is not null;
        create index on undertone_prediction (id) where uncertain;
        create table undertone_correction (
          id bigint generated always as identity primary key,
          prediction bigint not null references undertone_prediction,
          label text not null,
          corrected_by text,
          note text,
          corrected_at timestamptz not null);
        create index on undertone_correction (prediction, id);
        create table undertone_run (
          id bigint generated always as identity primary key,
          added_at timestamptz not null,
          name text not null,
          recipes text[] not null,
          uar double precision,
          path text not null,
          entry json not null);
        """,
        """
        alter table undertone_prediction add column key text;
        create unique index on undertone_prediction (key) where key is not null;
        """,
    ];

    /// <exception cref="StoreException">The tables are of a newer Undertone.</exception>
    public static async Task PrepareAsync(NpgsqlConnection connection, string place, CancellationToken cancellationToken)
    {
        if (await VersionAsync(connection, cancellationToken).ConfigureAwait(false) is { } current && current == Steps.Length) return;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var wait = FormattableString.Invariant($"select pg_advisory_xact_lock({Lock})");
        await RunAsync(connection, wait, cancellationToken).ConfigureAwait(false);

        // Another process may have been faster.
        var version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (version > Steps.Length)
        {
            throw new StoreException(StoreFault.Damaged, FormattableString.Invariant(
                $"{place}: its tables are of version {version}, and this Undertone knows version {Steps.Length}. Use a newer Undertone."));
        }

        if (version is null)
        {
            await RunAsync(connection, "create table undertone_schema (version int not null)", cancellationToken).ConfigureAwait(false);
            await RunAsync(connection, "insert into undertone_schema values (0)", cancellationToken).ConfigureAwait(false);
        }

        foreach (var step in Steps.Skip(version ?? 0)) await RunAsync(connection, step, cancellationToken).ConfigureAwait(false);
        var note = FormattableString.Invariant($"update undertone_schema set version = {Steps.Length}");
        await RunAsync(connection, note, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The version of the tables; null where there are none.</summary>
    private static async Task<int?> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand(Exists, connection);
        if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true) return null;
        await using var version = new NpgsqlCommand("select max(version) from undertone_schema", connection);
        return await version.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as int? ?? 0;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
