using System.Globalization;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Evaluation;

/// <summary>
/// <c>predictions.csv</c>: every tested utterance with truth, answer and all probabilities, exactly; where utterances are parts of files,
/// with their start and end in seconds.
/// </summary>
internal static class PredictionsCsv
{
    private static readonly string[] Span = ["start", "end"];
    private static readonly string[] Fixed = ["corpus", "speaker", "fold", "truth", "predicted", "confidence"];

    public static void Save(string path, LabelSet labels, IEnumerable<TestedUtterance> tested) => AtomicFile.Write(path, stream =>
    {
        var all = tested.ToList();
        var spans = HasSpans(all.Select(t => t.Utterance));
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        using var csv = new CsvWriter(text, Columns(labels, spans));
        foreach (var t in all)
        {
            csv.Write(
            [
                .. Place(t.Utterance, spans),
                t.Utterance.Corpus,
                t.Utterance.Speaker,
                t.Fold.ToString(CultureInfo.InvariantCulture),
                labels[t.Truth],
                labels[t.Predicted],
                Exact(t.Confidence),
                .. t.Probabilities.Select(Exact),
            ]);
        }
    });

    /// <summary>
    /// Reads back what <see cref="Save"/> wrote, for the utterances of a fold in their order; null where the file is not that.
    /// </summary>
    public static TestedUtterance[]? TryLoad(string path, LabelSet labels, int fold, IReadOnlyList<Utterance> expected)
    {
        var spans = HasSpans(expected);
        var columns = Columns(labels, spans);
        if (!File.Exists(path) || TryRead(path, columns) is not { } table || table.Rows.Count != expected.Count) return null;
        var place = spans ? 1 + Span.Length : 1;
        var tested = new TestedUtterance[expected.Count];
        for (var i = 0; i < tested.Length; i++)
        {
            var fields = table.Rows[i].Fields;
            var truth = labels.IndexOf(fields[place + Array.IndexOf(Fixed, "truth")]);
            if (truth < 0 || !fields.Take(place).SequenceEqual(Place(expected[i], spans).Select(p => p.Trim()))) return null;
            if (Probabilities(fields.AsSpan(place + Fixed.Length)) is not { } probabilities) return null;
            tested[i] = new TestedUtterance(expected[i], fold, truth, probabilities);
        }

        return tested;
    }

    /// <summary>
    /// Reads back what <see cref="Save"/> wrote, in its order, without the data: the utterances have corpus, speaker, emotion and place
    /// alone, and their path is the one below the data folder. Null where the file is not that.
    /// </summary>
    public static TestedUtterance[]? TryLoad(string path, LabelSet labels)
    {
        if (!File.Exists(path)) return null;
        var spans = File.ReadLines(path).FirstOrDefault()?.StartsWith("file," + Span[0], StringComparison.Ordinal) == true;
        if (TryRead(path, Columns(labels, spans)) is not { } table) return null;
        var place = spans ? 1 + Span.Length : 1;
        var tested = new TestedUtterance[table.Rows.Count];
        for (var i = 0; i < tested.Length; i++)
        {
            var fields = table.Rows[i].Fields;
            string Field(string name) => fields[place + Array.IndexOf(Fixed, name)];
            var truth = labels.IndexOf(Field("truth"));
            if (truth < 0 || !int.TryParse(Field("fold"), NumberStyles.None, CultureInfo.InvariantCulture, out var fold)) return null;
            if (Probabilities(fields.AsSpan(place + Fixed.Length)) is not { } probabilities) return null;
            var utterance = new Utterance
            {
                Path = fields[0],
                RelativePath = fields[0],
                StartSeconds = spans ? SecondsOf(fields[1]) : null,
                EndSeconds = spans ? SecondsOf(fields[2]) : null,
                Emotion = labels[truth],
                Corpus = Field("corpus"),
                Speaker = Field("speaker"),
            };
            tested[i] = new TestedUtterance(utterance, fold, truth, probabilities);
        }

        return tested;
    }

    private static float[]? Probabilities(ReadOnlySpan<string> fields)
    {
        var probabilities = new float[fields.Length];
        for (var p = 0; p < probabilities.Length; p++)
        {
            if (!float.TryParse(fields[p], NumberStyles.Float, CultureInfo.InvariantCulture, out probabilities[p])) return null;
        }

        return probabilities;
    }

    private static double? SecondsOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static CsvTable? TryRead(string path, string[] columns)
    {
        try
        {
            var table = CsvTable.Read(path, [], [], string.Join(',', columns));
            return table.Columns.SequenceEqual(columns, StringComparer.OrdinalIgnoreCase) ? table : null;
        }
        catch (TableException)
        {
            return null;
        }
    }

    private static bool HasSpans(IEnumerable<Utterance> utterances) => utterances.Any(u => u.Span.Length > 0);

    private static string[] Columns(LabelSet labels, bool spans) => ["file", .. spans ? Span : [], .. Fixed, .. labels];

    private static string[] Place(Utterance utterance, bool spans) =>
        spans ? [utterance.RelativePath, Seconds(utterance.StartSeconds), Seconds(utterance.EndSeconds)] : [utterance.RelativePath];

    private static string Seconds(double? seconds) => seconds?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Exact(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
