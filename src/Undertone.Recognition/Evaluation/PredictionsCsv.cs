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
            var probabilities = new float[labels.Count];
            for (var p = 0; p < probabilities.Length; p++)
            {
                var text = fields[place + Fixed.Length + p];
                if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out probabilities[p])) return null;
            }

            tested[i] = new TestedUtterance(expected[i], fold, truth, probabilities);
        }

        return tested;
    }

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
