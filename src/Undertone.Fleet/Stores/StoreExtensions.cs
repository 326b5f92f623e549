using System.Runtime.CompilerServices;

namespace Undertone.Fleet.Stores;

/// <summary>What every store can do over pages.</summary>
public static class StoreExtensions
{
    /// <summary>All predictions that a query describes, a page at a time.</summary>
    /// <param name="store">The store.</param>
    /// <param name="query">Which ones; its <see cref="PredictionQuery.Limit"/> is the size of the pages that are read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The query is impossible, the store cannot be reached, or what it holds is damaged.</exception>
    public static async IAsyncEnumerable<StoredPrediction> ListAllAsync(
        this IPredictionStore store, PredictionQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        do
        {
            var page = await store.ListAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var prediction in page.Items) yield return prediction;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }
}
