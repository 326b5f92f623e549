using Undertone.Fleet.Stores;

namespace Undertone.Web.Tests;

/// <summary>A store that can do nothing.</summary>
internal sealed class BrokenStore(StoreFault fault) : IPredictionStore
{
    public const string Secret = "db.internal:5432";

    public string Location => Secret;

    private StoreException Fault => new(fault, $"{Secret} does not answer. Start it.");

    public Task CheckAsync(CancellationToken cancellationToken = default) => throw Fault;

    public Task<StoredPrediction> AddAsync(PredictionEntry entry, CancellationToken cancellationToken = default) => throw Fault;

    public Task<StoredPrediction?> GetAsync(long id, CancellationToken cancellationToken = default) => throw Fault;

    public Task<StorePage<StoredPrediction>> ListAsync(PredictionQuery query, CancellationToken cancellationToken = default) => throw Fault;

    public Task<StoredPrediction> CorrectAsync(
        long id, string label, string? by = null, string? note = null, CancellationToken cancellationToken = default) => throw Fault;

    public Task<StoredPrediction?> DeleteAsync(long id, CancellationToken cancellationToken = default) => throw Fault;

    public Task<StoredRun> AddRunAsync(RunEntry run, CancellationToken cancellationToken = default) => throw Fault;

    public Task<StorePage<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default) => throw Fault;

    public ValueTask DisposeAsync() => default;
}
