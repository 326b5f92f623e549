using Undertone.Fleet.Stores.JsonLines;
using Undertone.Fleet.Stores.Postgres;

namespace Undertone.Fleet.Stores;

/// <summary>Opens stores of predictions and runs.</summary>
public static class Store
{
    /// <summary>Opens the store that a location names, and makes it where there is none.</summary>
    /// <param name="location">
    /// A connection string of Npgsql (<c>Host=db;Username=app;Password=...;Database=undertone</c>) for PostgreSQL 12 or later, whose
    /// tables are made and brought up to date first; anything else is a folder, which one process at a time has open.
    /// </param>
    /// <param name="time">Where moments come from; null for the system's clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">
    /// The location cannot be read (<see cref="StoreFault.Input"/>), another process has the folder open
    /// (<see cref="StoreFault.InUse"/>), what is there is damaged or newer (<see cref="StoreFault.Damaged"/>), or it cannot be reached
    /// (<see cref="StoreFault.Unavailable"/>).
    /// </exception>
    public static async Task<IPredictionStore> OpenAsync(
        string location, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(location);
        time ??= TimeProvider.System;
        return PostgresLocation.IsOne(location)
            ? await PostgresStore.OpenAsync(location, time, cancellationToken).ConfigureAwait(false)
            : await JsonLinesStore.OpenAsync(location, time, cancellationToken).ConfigureAwait(false);
    }
}
