using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// What single raters heard in MSP-Podcast: a row of <c>Labels/labels_detailed.csv</c> is one rater's answer for one file, with the emotion
/// that the rater chose first as a word in <c>EmoClass_Major</c>. Older releases keep all answers in one column of text, and are not
/// read.
/// </summary>
internal static class MspPodcastVotes
{
    /// <summary>The table's name.</summary>
    public const string FileName = "labels_detailed.csv";

    private static readonly string[] Columns = ["filename", "emoclass_major"];

    /// <summary>The votes by the file's name; none where there is no such table.</summary>
    /// <exception cref="TableException">The file is no such table.</exception>
    public static Dictionary<string, EmotionVotes> Read(string file)
    {
        if (!File.Exists(file)) return [];
        var table = CsvTable.Read(file, Columns, Columns, "FileName,WorkerID,EmoClass_Major,...");
        var (name, emotion) = (table.IndexOf(Columns[0]), table.IndexOf(Columns[1]));
        return table.Rows.Where(r => r.Fields[emotion].Length > 0)
            .GroupBy(r => r.Fields[name], r => KeyValuePair.Create(Word(r.Fields[emotion]), 1), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new EmotionVotes(g), StringComparer.Ordinal);
    }

    // Raters may write what else they hear: "Other-bored".
    private static string Word(string answer) =>
        answer.StartsWith("other", StringComparison.OrdinalIgnoreCase) ? "other" : EmotionWords.Normalise(answer);
}
