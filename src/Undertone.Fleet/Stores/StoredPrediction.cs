namespace Undertone.Fleet.Stores;

/// <summary>A prediction as it is kept.</summary>
/// <param name="Id">Its number, from 1. A later prediction has a greater number; numbers may be left out.</param>
/// <param name="AddedAt">When it was added, in UTC and whole milliseconds.</param>
/// <param name="Entry">What was added.</param>
/// <param name="Corrections">What people said of it, oldest first; the last one counts.</param>
public sealed record StoredPrediction(
    long Id, DateTimeOffset AddedAt, PredictionEntry Entry, IReadOnlyList<Correction> Corrections)
{
    /// <summary>What counts of the corrections; null where nobody said anything.</summary>
    public Correction? Correction => Corrections.Count == 0 ? null : Corrections[^1];
}
