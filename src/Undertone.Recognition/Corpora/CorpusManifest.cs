using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Undertone.Recognition.Corpora;

/// <summary>Writes utterances as a manifest that <see cref="CorpusCollection.Read"/> reads back.</summary>
public static class CorpusManifest
{
    private static readonly string[] Columns = ["path", "emotion", "speaker", "corpus", "language", "gender"];

    /// <summary>Writes <c>path,emotion,speaker,corpus,language,gender</c> as CSV, one utterance a line, with full paths. What is not known is left empty.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="utterances">The utterances.</param>
    public static void Write(TextWriter writer, IEnumerable<Utterance> utterances)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(utterances);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in Columns) csv.WriteField(column);
        csv.NextRecord();
        foreach (var utterance in utterances)
        {
            csv.WriteField(utterance.Path);
            csv.WriteField(utterance.Emotion);
            csv.WriteField(utterance.Speaker == Utterance.UnknownSpeaker ? "" : utterance.Speaker);
            csv.WriteField(utterance.Corpus);
            csv.WriteField(utterance.Language);
            csv.WriteField(utterance.Sex);
            csv.NextRecord();
        }
    }
}
