using Npgsql;
using NpgsqlTypes;

namespace Undertone.Fleet.Stores.Postgres;

/// <summary>A store in a PostgreSQL database that any number of processes share.</summary>
internal sealed class PostgresStore : IPredictionStore
{
    private const string AddPrediction =
        """
        insert into undertone_prediction (added_at, source, model, model_version, emotion, uncertain, tag, key, entry)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::json) on conflict (key) where key is not null do nothing returning id
        """;

    private const string PredictionRow = "select id, added_at, entry::text from undertone_prediction where id = $1";

    private const string PredictionOfKey = "select id, added_at, entry::text from undertone_prediction where key = $1";

    private const string Predictions =
        """
        select id, added_at, entry::text from undertone_prediction
        where ($1::text is null or emotion = $1) and ($2::boolean is null or uncertain = $2)
          and ($3::boolean is null or (label is not null) = $3) and ($4::timestamptz is null or added_at >= $4)
          and ($5::timestamptz is null or added_at < $5) and ($6::text is null or model = $6) and ($7::text is null or tag = $7)
        """;

    private const string Corrections =
        """
        select prediction, label, corrected_by, note, corrected_at from undertone_correction where prediction = any($1) order by id
        """;

    private const string DeleteCorrections = "delete from undertone_correction where prediction = $1";

    private const string DeletePrediction = "delete from undertone_prediction where id = $1";

    private const string AddCorrection =
        """
        insert into undertone_correction (prediction, label, corrected_by, note, corrected_at) values ($1, $2, $3, $4, $5)
        """;

    private const string AddRun =
        """
        insert into undertone_run (added_at, name, recipes, uar, path, entry) values ($1, $2, $3, $4, $5, $6::json) returning id
        """;

    private const string Runs = "select id, added_at, entry::text from undertone_run where ($1::text is null or $1 = any(recipes))";

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;

    private PostgresStore(NpgsqlDataSource source, string location, TimeProvider time) =>
        (_source, Location, _time) = (source, location, time);

    public string Location { get; }

    public static async Task<PostgresStore> OpenAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        var settings = PostgresLocation.Read(connectionString);
        var store = new PostgresStore(PostgresLocation.Source(settings), PostgresLocation.Name(settings), time);
        try
        {
            await store.OnceAsync(
                async connection =>
                {
                    await PostgresSchema.PrepareAsync(connection, store.Location, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch (Exception e)
        {
            await store.DisposeAsync().ConfigureAwait(false);
            if (PostgresLocation.IsSetting(e)) throw PostgresLocation.Impossible(e);
            throw;
        }
    }

    public Task CheckAsync(CancellationToken cancellationToken = default) => OnceAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand("select count(*) from undertone_schema", connection);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public async Task<StoredPrediction> AddAsync(PredictionEntry entry, CancellationToken cancellationToken = default)
    {
        entry = entry.Checked();
        var (at, answer) = (StoreTime.Now(_time), entry.Result.Prediction!);
        return await OnceAsync(
            async connection =>
            {
                while (true)
                {
                    await using var command = new NpgsqlCommand(AddPrediction, connection).With(at).With(entry.Result.File)
                        .With(entry.Model).With(entry.ModelVersion).With(answer.Emotion).With(answer.Uncertain).With(entry.Tag)
                        .With(entry.Key).With(PostgresValues.Json(json => StoreJson.WriteEntry(json, entry)));
                    if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long id)
                        return new StoredPrediction(id, at, entry, []);

                    // One with this key is there, unless it was deleted meanwhile.
                    await using var find = new NpgsqlCommand(PredictionOfKey, connection).With(entry.Key);
                    var found = await PredictionsAsync(connection, find, cancellationToken).ConfigureAwait(false);
                    if (found.Count > 0) return found[0];
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<StoredPrediction?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        OnceAsync(connection => FindAsync(connection, PredictionRow, id, cancellationToken), cancellationToken);

    public async Task<StorePage<StoredPrediction>> ListAsync(PredictionQuery query, CancellationToken cancellationToken = default)
    {
        query = query.Checked();
        return await OnceAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(Predictions + Page(query.NewestFirst, 8), connection).With(query.Emotion)
                    .With(query.Uncertain).With(query.Corrected).With(query.From).With(query.To).With(query.Model).With(query.Tag)
                    .With(Begin(query.After, query.NewestFirst)).With(query.Limit + 1L);
                var found = await PredictionsAsync(connection, command, cancellationToken).ConfigureAwait(false);
                return PageOf(found, query.Limit, p => p.Id);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<StoredPrediction> CorrectAsync(
        long id, string label, string? by = null, string? note = null, CancellationToken cancellationToken = default) =>
        OnceAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

                // The row is locked, so that corrections of one prediction follow one another.
                var prediction = await FindAsync(connection, PredictionRow + " for update", id, cancellationToken).ConfigureAwait(false)
                    ?? throw EntryChecks.NoSuch(Location, id);
                var correction = EntryChecks.Correction(prediction, label, by, note, StoreTime.Now(_time));
                await using var add = new NpgsqlCommand(AddCorrection, connection)
                    .With(id).With(correction.Label).With(correction.By).With(correction.Note).With(correction.At);
                await add.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                await using var mark = new NpgsqlCommand("update undertone_prediction set label = $2 where id = $1", connection)
                    .With(id).With(correction.Label);
                await mark.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return prediction with { Corrections = [.. prediction.Corrections, correction] };
            },
            cancellationToken);

    public Task<StoredPrediction?> DeleteAsync(long id, CancellationToken cancellationToken = default) => OnceAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var prediction = await FindAsync(connection, PredictionRow + " for update", id, cancellationToken).ConfigureAwait(false);
            if (prediction is null) return null;
            foreach (var sql in new[] { DeleteCorrections, DeletePrediction })
            {
                await using var delete = new NpgsqlCommand(sql, connection).With(id);
                await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return prediction;
        },
        cancellationToken);

    public async Task<StoredRun> AddRunAsync(RunEntry run, CancellationToken cancellationToken = default)
    {
        run = run.Checked();
        var at = StoreTime.Now(_time);
        return await OnceAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(AddRun, connection).With(at).With(run.Name)
                    .With(NpgsqlDbType.Array | NpgsqlDbType.Text, run.Recipes.ToArray()).With(NpgsqlDbType.Double, run.Uar).With(run.Path)
                    .With(PostgresValues.Json(json => StoreJson.WriteEntry(json, run)));
                return new StoredRun((long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!, at, run);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<StorePage<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        query = query.Checked();
        return await OnceAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(Runs + Page(query.NewestFirst, 2), connection).With(query.Recipe)
                    .With(Begin(query.After, query.NewestFirst)).With(query.Limit + 1L);
                var found = await RowsAsync(
                    command, row => new StoredRun(row.GetInt64(0), row.Time(1), row.Entry(2, KeptEntries.Run)), cancellationToken)
                    .ConfigureAwait(false);
                return PageOf(found, query.Limit, r => r.Id);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<StoredPrediction?> FindAsync(
        NpgsqlConnection connection, string sql, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(id);
        return (await PredictionsAsync(connection, command, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }

    private static async Task<List<StoredPrediction>> PredictionsAsync(
        NpgsqlConnection connection, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var found = await RowsAsync(
            command, row => new StoredPrediction(row.GetInt64(0), row.Time(1), row.Entry(2, KeptEntries.Prediction), []), cancellationToken)
            .ConfigureAwait(false);
        if (found.Count == 0) return found;
        await using var corrections = new NpgsqlCommand(Corrections, connection)
            .With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, found.Select(p => p.Id).ToArray());
        var said = await RowsAsync(
            corrections,
            row => (Id: row.GetInt64(0), new Correction(row.GetString(1), row.TextOrNone(2), row.TextOrNone(3), row.Time(4))),
            cancellationToken).ConfigureAwait(false);
        var byId = said.ToLookup(c => c.Id, c => c.Item2);
        return [.. found.Select(p => byId.Contains(p.Id) ? p with { Corrections = [.. byId[p.Id]] } : p)];
    }

    private static async Task<List<T>> RowsAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    private static string Page(bool newestFirst, int parameter) => FormattableString.Invariant(
        $" and id {(newestFirst ? '<' : '>')} ${parameter} order by id {(newestFirst ? "desc" : "asc")} limit ${parameter + 1}");

    private static long Begin(long? after, bool newestFirst) => after ?? (newestFirst ? long.MaxValue : 0);

    private static StorePage<T> PageOf<T>(List<T> found, int limit, Func<T, long> number) =>
        found.Count <= limit ? new StorePage<T>(found, null) : new StorePage<T>(found[..limit], number(found[limit - 1]));

    private Task<T> OnceAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => PostgresFaults.GuardAsync(
        Location,
        async () =>
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        });
}
