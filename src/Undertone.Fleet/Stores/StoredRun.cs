namespace Undertone.Fleet.Stores;

/// <summary>A finished run as it is kept.</summary>
/// <param name="Id">Its number, from 1. A later run has a greater number; numbers may be left out.</param>
/// <param name="AddedAt">When it was added, in UTC and whole milliseconds.</param>
/// <param name="Entry">What was added.</param>
public sealed record StoredRun(long Id, DateTimeOffset AddedAt, RunEntry Entry);
