namespace Undertone.Recognition.Reports;

/// <summary>A point of a map.</summary>
/// <param name="Label">The place of its label, which gives it form and colour.</param>
/// <param name="Hollow">Whether only its outline is drawn.</param>
/// <param name="Text">What those read who point at it.</param>
internal sealed record MapPoint(int Label, bool Hollow, string Text);
