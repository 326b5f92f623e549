namespace Undertone.Fleet.Stores;

/// <summary>Which runs are listed. Null stands for any.</summary>
public sealed record RunQuery
{
    /// <summary>A recipe of the run.</summary>
    public string? Recipe { get; init; }

    /// <summary>The <see cref="StorePage{T}.Next"/> of the page before; null for the first page.</summary>
    public long? After { get; init; }

    /// <summary>The most runs that are wanted, 1 to <see cref="PredictionQuery.MostPerPage"/>. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether the last run comes first. Default false.</summary>
    public bool NewestFirst { get; init; }
}
