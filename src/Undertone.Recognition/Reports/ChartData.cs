using System.Text;
using System.Text.Json;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Reports;

/// <summary>The numbers of the page's charts as JSON; the writer escapes all that means something to HTML.</summary>
internal static class ChartData
{
    private const int RocSteps = 200;

    public static string Write(IReadOnlyList<LearningCurve> curves, EvaluationResult e)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("curves");
            foreach (var curve in curves) WriteCurve(json, curve);
            json.WriteEndArray();
            json.WriteStartObject("roc");
            Numbers(json, "x", Enumerable.Range(0, RocSteps + 1).Select(i => (double?)i / RocSteps));
            json.WriteStartArray("lines");
            for (var i = 0; i < e.Labels.Count; i++) WriteRoc(json, e.Labels[i], e.RocCurve(i));
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteCurve(Utf8JsonWriter json, LearningCurve curve)
    {
        json.WriteStartObject();
        json.WriteString("name", curve.Name);
        json.WriteStartArray("epoch");
        foreach (var e in curve.Epochs) json.WriteNumberValue(e.Epoch);
        json.WriteEndArray();
        Numbers(json, "trainLoss", curve.Epochs.Select(e => e.TrainLoss));
        Numbers(json, "trainAccuracy", curve.Epochs.Select(e => e.TrainAccuracy));
        Numbers(json, "validationLoss", curve.Epochs.Select(e => e.ValidationLoss));
        Numbers(json, "validationAccuracy", curve.Epochs.Select(e => e.ValidationAccuracy));
        Numbers(json, "validationUar", curve.Epochs.Select(e => e.ValidationUar));
        json.WriteEndObject();
    }

    private static void WriteRoc(Utf8JsonWriter json, string label, IReadOnlyList<RocPoint> curve)
    {
        if (curve.Count == 0) return;
        json.WriteStartObject();
        json.WriteString("label", label);
        Numbers(json, "values", Enumerable.Range(0, RocSteps + 1).Select(i => (double?)TruePositiveRateAt(curve, (double)i / RocSteps)));
        json.WriteEndObject();
    }

    /// <summary>The height of the curve at a false positive rate; the upper end where it rises straight up.</summary>
    internal static double TruePositiveRateAt(IReadOnlyList<RocPoint> curve, double falsePositiveRate)
    {
        var next = 0;
        while (next < curve.Count && curve[next].FalsePositiveRate <= falsePositiveRate) next++;
        var before = curve[next - 1];
        if (next == curve.Count) return before.TruePositiveRate;
        var share = (falsePositiveRate - before.FalsePositiveRate) / (curve[next].FalsePositiveRate - before.FalsePositiveRate);
        return before.TruePositiveRate + (share * (curve[next].TruePositiveRate - before.TruePositiveRate));
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number && double.IsFinite(number)) json.WriteNumberValue(Math.Round(number, 5));
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
