namespace Undertone.Fleet.Stores.JsonLines;

/// <summary>Where a line lies in a file.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its bytes without the line end.</param>
internal readonly record struct LinePlace(long Offset, int Length);
