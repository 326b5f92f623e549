namespace Undertone.Fleet.Stores;

/// <summary>What a person says was heard.</summary>
/// <param name="Label">The emotion's word. It may be the one that the model named: then the answer was right.</param>
/// <param name="By">Who says so; null where it is not known.</param>
/// <param name="Note">Why; null for nothing.</param>
/// <param name="At">When, in UTC and whole milliseconds.</param>
public sealed record Correction(string Label, string? By, string? Note, DateTimeOffset At);
