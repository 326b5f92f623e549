using System.Globalization;

namespace Undertone.Recognition.Evaluation;

/// <summary>The answers of a model that knows some other clips of each speaker, without their labels.</summary>
/// <param name="Clips">How many; null for all others that there are.</param>
/// <param name="Tested">Each utterance with the answer.</param>
internal sealed record VoiceAnswers(int? Clips, IReadOnlyList<TestedUtterance> Tested)
{
    /// <summary>The numbers of clips that are tried, all others last.</summary>
    public static IReadOnlyList<int?> Tried { get; } = [3, 5, 10, 20, null];

    /// <summary>A number of clips in the name of a file.</summary>
    public static string Word(int? clips) => clips?.ToString(CultureInfo.InvariantCulture) ?? "all";
}
