using System.Globalization;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Evaluation;

/// <summary>
/// <c>predictions.csv</c>: every tested utterance with truth, answer and all probabilities, exactly; where utterances are parts of files,
/// with their start and end in seconds; where the model has dimensions, with the true number (empty where it is not known) and the answer
/// on each. A model on dimensions alone has no truth, answer and probabilities of emotions.
/// </summary>
internal static class PredictionsCsv
{
    private const string TrueColumn = "true_", PredictedColumn = "predicted_";

    private static readonly string[] Span = ["start", "end"];
    private static readonly string[] Origin = ["corpus", "speaker", "fold"];
    private static readonly string[] Emotion = ["truth", "predicted", "confidence"];

    public static void Save(string path, LabelSet labels, IEnumerable<TestedUtterance> tested) => AtomicFile.Write(path, stream =>
    {
        var all = tested.ToList();
        string[] dimensions = [.. all.FirstOrDefault()?.Dimensions?.Select(d => d.Key) ?? []];
        var spans = HasSpans(all.Select(t => t.Utterance));
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        using var csv = new CsvWriter(text, Columns(labels, spans, dimensions));
        foreach (var t in all)
        {
            string[] emotion = labels.Count == 0 ? [] : [labels[t.Truth], labels[t.Predicted], Exact(t.Confidence)];
            csv.Write(
            [
                .. Place(t.Utterance, spans),
                t.Utterance.Corpus,
                t.Utterance.Speaker,
                t.Fold.ToString(CultureInfo.InvariantCulture),
                .. emotion,
                .. t.Probabilities.Select(Exact),
                .. dimensions.SelectMany(d => new[] { Number(t.Utterance.Dimensions?[d]), Number(t.Dimensions?[d]) }),
            ]);
        }
    });

    /// <summary>
    /// Reads back what <see cref="Save"/> wrote, for the utterances of a fold in their order; null where the file is not that.
    /// </summary>
    public static TestedUtterance[]? TryLoad(
        string path, LabelSet labels, IReadOnlyList<string> dimensions, int fold, IReadOnlyList<Utterance> expected)
    {
        var spans = HasSpans(expected);
        if (!File.Exists(path) || TryRead(path, Columns(labels, spans, dimensions)) is not { } table) return null;
        if (table.Rows.Count != expected.Count) return null;
        var place = spans ? 1 + Span.Length : 1;
        var tested = new TestedUtterance[expected.Count];
        for (var i = 0; i < tested.Length; i++)
        {
            var fields = table.Rows[i].Fields;
            if (!fields.Take(place).SequenceEqual(Place(expected[i], spans).Select(p => p.Trim()))) return null;
            if (Answer(fields, table, labels, dimensions, expected[i], fold) is not { } answer) return null;
            tested[i] = answer;
        }

        return tested;
    }

    /// <summary>
    /// Reads back what <see cref="Save"/> wrote, in its order, without the data: the utterances have corpus, speaker, emotion, dimensions
    /// and place alone, and their path is the one below the data folder. Null where the file is not that.
    /// </summary>
    public static TestedUtterance[]? TryLoad(string path, LabelSet labels)
    {
        if (!File.Exists(path)) return null;
        var header = File.ReadLines(path).FirstOrDefault() ?? "";
        var spans = header.StartsWith("file," + Span[0], StringComparison.Ordinal);
        if (TryRead(path, null) is not { } table) return null;
        string[] dimensions = [.. table.Columns.Where(c => c.StartsWith(TrueColumn, StringComparison.Ordinal) && !labels.Contains(c))
            .Select(c => c[TrueColumn.Length..])];
        if (!IsOf(table, Columns(labels, spans, dimensions))) return null;
        var tested = new TestedUtterance[table.Rows.Count];
        for (var i = 0; i < tested.Length; i++)
        {
            var fields = table.Rows[i].Fields;
            string Field(string name) => fields[table.IndexOf(name)];
            if (!int.TryParse(Field("fold"), NumberStyles.None, CultureInfo.InvariantCulture, out var fold)) return null;
            var utterance = new Utterance
            {
                Path = fields[0],
                RelativePath = fields[0],
                StartSeconds = spans ? NumberOf(fields[1]) : null,
                EndSeconds = spans ? NumberOf(fields[2]) : null,
                Emotion = labels.Count > 0 ? Field("truth") : Utterance.NoEmotion,
                Corpus = Field("corpus"),
                Speaker = Field("speaker"),
                Dimensions = Numbers(TrueColumn, fields, table, dimensions),
            };
            if (Answer(fields, table, labels, dimensions, utterance, fold) is not { } answer) return null;
            tested[i] = answer;
        }

        return tested;
    }

    private static TestedUtterance? Answer(
        string[] fields, CsvTable table, LabelSet labels, IReadOnlyList<string> dimensions, Utterance utterance, int fold)
    {
        var truth = labels.Count > 0 ? labels.IndexOf(fields[table.IndexOf("truth")]) : -1;
        if (labels.Count > 0 && truth < 0) return null;
        var first = labels.Count > 0 ? table.IndexOf("confidence") + 1 : 0;
        if (Probabilities(fields.AsSpan(first, labels.Count)) is not { } probabilities) return null;
        var answers = Numbers(PredictedColumn, fields, table, dimensions);
        return (answers?.Count ?? 0) == dimensions.Count
            ? new TestedUtterance(utterance, fold, truth, probabilities) { Dimensions = answers }
            : null;
    }

    private static EmotionDimensions? Numbers(string prefix, string[] fields, CsvTable table, IReadOnlyList<string> dimensions) =>
        EmotionDimensions.OfKnown(dimensions.Select(d => (d, NumberOf(fields[table.IndexOf(prefix + d)]))));

    private static float[]? Probabilities(ReadOnlySpan<string> fields)
    {
        var probabilities = new float[fields.Length];
        for (var p = 0; p < probabilities.Length; p++)
        {
            if (!float.TryParse(fields[p], NumberStyles.Float, CultureInfo.InvariantCulture, out probabilities[p])) return null;
        }

        return probabilities;
    }

    private static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static CsvTable? TryRead(string path, string[]? columns)
    {
        try
        {
            var table = CsvTable.Read(path, [], [], string.Join(',', columns ?? Origin));
            return columns is null || IsOf(table, columns) ? table : null;
        }
        catch (TableException)
        {
            return null;
        }
    }

    private static bool IsOf(CsvTable table, string[] columns) =>
        table.Columns.SequenceEqual(columns, StringComparer.OrdinalIgnoreCase);

    private static bool HasSpans(IEnumerable<Utterance> utterances) => utterances.Any(u => u.Span.Length > 0);

    private static string[] Columns(LabelSet labels, bool spans, IReadOnlyList<string> dimensions) =>
    [
        "file", .. spans ? Span : [], .. Origin, .. labels.Count > 0 ? Emotion : [], .. labels,
        .. dimensions.SelectMany(d => new[] { TrueColumn + d, PredictedColumn + d }),
    ];

    private static string[] Place(Utterance utterance, bool spans) =>
        spans ? [utterance.RelativePath, Number(utterance.StartSeconds), Number(utterance.EndSeconds)] : [utterance.RelativePath];

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Exact(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
