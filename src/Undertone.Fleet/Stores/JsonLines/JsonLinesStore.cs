namespace Undertone.Fleet.Stores.JsonLines;

/// <summary>A store in the file <c>store.jsonl</c> of a folder: one line an event, an index of them in memory.</summary>
internal sealed class JsonLinesStore : IPredictionStore
{
    private const string FileName = "store.jsonl";
    private readonly EventFile _file;
    private readonly EventIndex _index = new();
    private readonly StoreEvents _events;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1);
    private bool _closed;

    private JsonLinesStore(string folder, TimeProvider time)
    {
        (Location, _time) = (folder, time);
        _file = EventFile.Open(Path.Combine(folder, FileName));
        _events = new StoreEvents(_file, _index);
    }

    public string Location { get; }

    public static async Task<JsonLinesStore> OpenAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (folder.Trim().Length == 0 || folder.Contains('\0', StringComparison.Ordinal))
            throw new StoreException(StoreFault.Input, "A store needs a name: give a folder, or a connection string of PostgreSQL.");
        var store = new JsonLinesStore(Path.GetFullPath(folder), time);
        try
        {
            await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            store._file.Dispose();
            throw;
        }
    }

    public Task CheckAsync(CancellationToken cancellationToken = default) => AloneAsync(() => Task.FromResult(true), cancellationToken);

    public async Task<StoredPrediction> AddAsync(PredictionEntry entry, CancellationToken cancellationToken = default)
    {
        entry = entry.Checked();
        return await AloneAsync(
            async () =>
            {
                if (entry.Key is { } key && _index.Find(key) is { } there)
                    return (await FindAsync(there, cancellationToken).ConfigureAwait(false))!;
                var (id, at) = (_index.Predictions + 1, StoreTime.Now(_time));
                _index.Add(await AppendAsync(StoreEvents.Of(id, at, entry), durable: false).ConfigureAwait(false), at, entry);
                return new StoredPrediction(id, at, entry, []);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<StoredPrediction?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        AloneAsync(() => FindAsync(id, cancellationToken), cancellationToken);

    public async Task<StorePage<StoredPrediction>> ListAsync(PredictionQuery query, CancellationToken cancellationToken = default)
    {
        query = query.Checked();
        return await AloneAsync(
            async () =>
            {
                var found = _index.Find(query);
                var items = new List<StoredPrediction>();
                foreach (var (id, line, corrections) in found.Take(query.Limit))
                    items.Add(await _events.PredictionAsync(id, line, corrections, cancellationToken).ConfigureAwait(false));
                return new StorePage<StoredPrediction>(items, found.Count > query.Limit ? items[^1].Id : null);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<StoredPrediction> CorrectAsync(
        long id, string label, string? by = null, string? note = null, CancellationToken cancellationToken = default) =>
        AloneAsync(
            async () =>
            {
                var prediction = await FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw EntryChecks.NoSuch(Location, id);
                var correction = EntryChecks.Correction(prediction, label, by, note, StoreTime.Now(_time));
                _index.Add(await AppendAsync(StoreEvents.Of(id, correction), durable: true).ConfigureAwait(false), id, correction);
                return prediction with { Corrections = [.. prediction.Corrections, correction] };
            },
            cancellationToken);

    public Task<StoredPrediction?> DeleteAsync(long id, CancellationToken cancellationToken = default) => AloneAsync(
        async () =>
        {
            var prediction = await FindAsync(id, cancellationToken).ConfigureAwait(false);
            if (prediction is null) return null;

            // The prediction last: where the process ends in between, it is still there to be deleted.
            foreach (var line in _index.CorrectionLines(id))
                await _file.OverwriteAsync(line, StoreEvents.DeletedCorrection).ConfigureAwait(false);
            await _file.OverwriteAsync(_index.Find(id)!.Value.Line, StoreEvents.DeletedPrediction).ConfigureAwait(false);
            _index.Delete(id);
            return prediction;
        },
        cancellationToken);

    public async Task<StoredRun> AddRunAsync(RunEntry run, CancellationToken cancellationToken = default)
    {
        run = run.Checked();
        return await AloneAsync(
            async () =>
            {
                var (id, at) = (_index.Runs + 1, StoreTime.Now(_time));
                _index.Add(await AppendAsync(StoreEvents.Of(id, at, run), durable: true).ConfigureAwait(false), run);
                return new StoredRun(id, at, run);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<StorePage<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        query = query.Checked();
        return await AloneAsync(
            async () =>
            {
                var found = _index.Find(query);
                var items = new List<StoredRun>();
                foreach (var (id, line) in found.Take(query.Limit))
                    items.Add(await _events.RunAsync(id, line, cancellationToken).ConfigureAwait(false));
                return new StorePage<StoredRun>(items, found.Count > query.Limit ? items[^1].Id : null);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        if (!_closed) _file.Dispose();
        _closed = true;
        _gate.Release();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var lines = 0L;
        await Task.Run(
            () => _file.ReadLines(
                (number, place, line) =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    _events.Enter(lines = number, place, line);
                },
                StoreEvents.BeginsAsStore),
            cancellationToken).ConfigureAwait(false);
        foreach (var (line, mark) in _events.Unfinished) await _file.OverwriteAsync(line, mark).ConfigureAwait(false);
        if (lines == 0) await _file.AppendAsync(StoreEvents.Header, durable: true).ConfigureAwait(false);
    }

    private async Task<StoredPrediction?> FindAsync(long id, CancellationToken cancellationToken) => _index.Find(id) is not { } place ? null
        : await _events.PredictionAsync(id, place.Line, place.Corrections, cancellationToken).ConfigureAwait(false);

    private ValueTask<LinePlace> AppendAsync(byte[] line, bool durable) => line.Length <= EventFile.MostLineBytes
        ? _file.AppendAsync(line, durable)
        : throw new StoreException(StoreFault.Input, "This is too large to be kept: an entry has at most 64 MiB. Answer without segments.");

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_closed) throw new ObjectDisposedException(nameof(IPredictionStore), $"{Location}: the store is closed.");
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}
