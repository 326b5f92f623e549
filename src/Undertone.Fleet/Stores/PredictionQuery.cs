namespace Undertone.Fleet.Stores;

/// <summary>Which predictions are listed: those that meet all of what is given. Null stands for any.</summary>
public sealed record PredictionQuery
{
    /// <summary>The most predictions of a page.</summary>
    public const int MostPerPage = 1000;

    /// <summary>The emotion that the model named.</summary>
    public string? Emotion { get; init; }

    /// <summary>Whether the answer was uncertain.</summary>
    public bool? Uncertain { get; init; }

    /// <summary>Whether a person said what was heard.</summary>
    public bool? Corrected { get; init; }

    /// <summary>The first moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment after the last.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The model's name.</summary>
    public string? Model { get; init; }

    /// <summary>The client's word.</summary>
    public string? Tag { get; init; }

    /// <summary>The <see cref="StorePage{T}.Next"/> of the page before; null for the first page.</summary>
    public long? After { get; init; }

    /// <summary>The most predictions that are wanted, 1 to <see cref="MostPerPage"/>. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether the last prediction comes first. Default false.</summary>
    public bool NewestFirst { get; init; }
}
