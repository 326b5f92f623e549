namespace Undertone.Fleet.Stores;

/// <summary>
/// Keeps predictions, what people say of them, and finished runs. Every member may be called from any number of threads at a time. What a
/// call has returned is kept even if the process is killed at once. Opened by <see cref="Store"/>; disposing waits for what runs.
/// </summary>
public interface IPredictionStore : IAsyncDisposable
{
    /// <summary>Where it is, for messages and logs: a folder, or host, port and name of a database. Never a password or a user.</summary>
    string Location { get; }

    /// <summary>Whether it can be used now: returns where it can.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">It cannot be reached (<see cref="StoreFault.Unavailable"/>).</exception>
    Task CheckAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps a prediction. Where one with its <see cref="PredictionEntry.Key"/> is there, nothing is kept, and that one is the answer.
    /// </summary>
    /// <param name="entry">What is to be kept. Unpaired surrogates and NUL in its texts become U+FFFD.</param>
    /// <param name="cancellationToken">Ends the waiting; a prediction that is being written is kept.</param>
    /// <returns>The prediction with its number and time.</returns>
    /// <exception cref="StoreException">The entry cannot be kept (<see cref="StoreFault.Input"/>), or the store not be reached.</exception>
    Task<StoredPrediction> AddAsync(PredictionEntry entry, CancellationToken cancellationToken = default);

    /// <summary>The prediction of a number; null where there is none.</summary>
    /// <param name="id">The number.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">The store cannot be reached, or what it holds is damaged.</exception>
    Task<StoredPrediction?> GetAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>The next predictions that a query describes, in the order of their numbers.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">The query is impossible, the store cannot be reached, or what it holds is damaged.</exception>
    Task<StorePage<StoredPrediction>> ListAsync(PredictionQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps what a person says was heard. It stands in for what was said of the prediction before, which stays in its history.
    /// </summary>
    /// <param name="id">The prediction's number.</param>
    /// <param name="label">A label of the answer's scores or a word of <see cref="Recognition.Emotions.LabelSet.Words"/>.</param>
    /// <param name="by">Who says so; null where it is not known.</param>
    /// <param name="note">Why; null for nothing.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The prediction with the correction.</returns>
    /// <exception cref="StoreException">
    /// There is no such prediction (<see cref="StoreFault.NotFound"/>), the label is none (<see cref="StoreFault.Input"/>), or the store
    /// cannot be reached.
    /// </exception>
    Task<StoredPrediction> CorrectAsync(
        long id, string label, string? by = null, string? note = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a prediction and all that was said of it out of the store: what stood there is written over or deleted, and its number is
    /// not given again. Audio that was kept stays where it is: the caller deletes <see cref="PredictionEntry.AudioPath"/>.
    /// </summary>
    /// <param name="id">The prediction's number.</param>
    /// <param name="cancellationToken">Ends the waiting; a deletion that began is done.</param>
    /// <returns>What was deleted; null where there is none of this number.</returns>
    /// <exception cref="StoreException">The store cannot be reached, or what it holds is damaged.</exception>
    Task<StoredPrediction?> DeleteAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Keeps a finished run. A run that is added twice stands there twice.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the waiting; a run that is being written is kept.</param>
    /// <returns>The run with its number and time.</returns>
    /// <exception cref="StoreException">The entry cannot be kept (<see cref="StoreFault.Input"/>), or the store not be reached.</exception>
    Task<StoredRun> AddRunAsync(RunEntry run, CancellationToken cancellationToken = default);

    /// <summary>The next runs that a query describes, in the order of their numbers.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">The query is impossible, the store cannot be reached, or what it holds is damaged.</exception>
    Task<StorePage<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default);
}
