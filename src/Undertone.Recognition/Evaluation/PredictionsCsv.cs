using System.Globalization;
using CsvHelper;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Evaluation;

/// <summary><c>predictions.csv</c>: every tested utterance with truth, answer and all probabilities, exactly.</summary>
internal static class PredictionsCsv
{
    private static readonly string[] Fixed = ["file", "corpus", "speaker", "fold", "truth", "predicted", "confidence"];

    public static void Save(string path, LabelSet labels, IEnumerable<TestedUtterance> tested) => AtomicFile.Write(path, stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        using var csv = new CsvWriter(
            text, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in Fixed.Concat(labels)) csv.WriteField(column);
        csv.NextRecord();
        foreach (var t in tested)
        {
            csv.WriteField(t.Utterance.RelativePath);
            csv.WriteField(t.Utterance.Corpus);
            csv.WriteField(t.Utterance.Speaker);
            csv.WriteField(t.Fold.ToString(CultureInfo.InvariantCulture));
            csv.WriteField(labels[t.Truth]);
            csv.WriteField(labels[t.Predicted]);
            csv.WriteField(Exact(t.Confidence));
            foreach (var p in t.Probabilities) csv.WriteField(Exact(p));
            csv.NextRecord();
        }
    });

    /// <summary>
    /// Reads back what <see cref="Save"/> wrote, for the utterances of a fold in their order; null where the file is not that.
    /// </summary>
    public static TestedUtterance[]? TryLoad(string path, LabelSet labels, int fold, IReadOnlyList<Utterance> expected)
    {
        if (!File.Exists(path)) return null;
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        if (!csv.Read() || !csv.ReadHeader() || !csv.HeaderRecord!.SequenceEqual(Fixed.Concat(labels))) return null;
        var tested = new List<TestedUtterance>();
        while (csv.Read())
        {
            if (tested.Count == expected.Count || csv.GetField(0) != expected[tested.Count].RelativePath) return null;
            var probabilities = new float[labels.Count];
            for (var i = 0; i < probabilities.Length; i++)
            {
                if (!float.TryParse(csv.GetField(Fixed.Length + i), NumberStyles.Float, CultureInfo.InvariantCulture, out probabilities[i]))
                    return null;
            }

            tested.Add(new TestedUtterance(expected[tested.Count], fold, labels.IndexOf(csv.GetField(4)!), probabilities));
        }

        return tested.Count == expected.Count && tested.All(t => t.Truth >= 0) ? [.. tested] : null;
    }

    private static string Exact(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
