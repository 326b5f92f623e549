using System.Globalization;

namespace Undertone.Recognition.Evaluation;

/// <summary>How a model did that knew some other clips of each speaker, without their labels.</summary>
/// <param name="Clips">How many, drawn at random, fewer where a speaker has fewer; null for all others.</param>
/// <param name="Uar">The unweighted average recall.</param>
/// <param name="Accuracy">The accuracy.</param>
public sealed record VoiceRow(int? Clips, double Uar, double Accuracy)
{
    /// <summary>The number of clips in words.</summary>
    public string Title => Clips?.ToString(CultureInfo.InvariantCulture) ?? "all others";
}
