using System.Globalization;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;

namespace Undertone.Cli.Texts;

/// <summary>Scores as text: protocol and warning first, then the numbers, the classes and the confusions.</summary>
internal static class EvaluationText
{
    public static void Write(TextWriter output, EvaluationResult e)
    {
        output.WriteLine($"protocol: {e.Protocol.Describe()}");
        if (e.Protocol.Warning is { } warning) output.WriteLine("WARNING:  " + warning);
        output.WriteLine(
            $"tested:   {e.Tested.Count} utterances of {e.PerSpeaker.Count} {(e.PerSpeaker.Count == 1 ? "speaker" : "speakers")}, " +
            (e.HasEmotion ? $"{e.Labels.Count} emotions" : "dimensions alone"));
        foreach (var (label, count) in e.Unmapped.OrderBy(u => u.Key, StringComparer.Ordinal))
            output.WriteLine($"left out: {count} utterances labelled {label}, which the model does not know");
        output.WriteLine();
        if (e.Dimensions.Count > 0) WriteDimensions(output, e.Dimensions);
        if (!e.HasEmotion) return;
        if (e.Dimensions.Count > 0) output.WriteLine();
        var uar = e.Report.UnweightedAverageRecall;
        output.WriteLine(Line($"UAR       {uar:0.000}  ({Interval(e.UarInterval, ", bootstrap over speakers")})"));
        output.WriteLine(Line($"accuracy  {e.Report.Accuracy:0.000}  ({Interval(e.AccuracyInterval)})"));
        var scores = Line($"macro F1  {e.Report.MacroF1:0.000}   weighted F1 {e.Report.WeightedF1:0.000}");
        output.WriteLine(scores + Line($"   log loss {e.LogLoss:0.000}   calibration error {e.ExpectedCalibrationError:0.000}"));
        if (e.Votes is { } votes) output.WriteLine(Votes(votes));
        output.WriteLine();
        output.WriteLine(e.Report.ToString().TrimEnd());
        output.WriteLine();
        WriteConfusion(output, e);
        if (e.Voices is { } voices) WriteVoices(output, voices);
        if (e.Calibration is { } calibration)
        {
            output.WriteLine();
            output.WriteLine(calibration.Describe());
        }

        if (e.Importance is { } importance) WriteImportance(output, importance);
        if (e.Robustness is not { } robustness) return;
        output.WriteLine();
        RobustnessText.Write(output, robustness);
    }

    private static void WriteDimensions(TextWriter output, IReadOnlyList<DimensionScores> dimensions)
    {
        List<string[]> rows = [["dimension", "utterances", "CCC", "95 %", "Pearson", "MSE", "MAE"]];
        foreach (var d in dimensions)
        {
            var range = d.ConcordanceInterval is { } i ? Line($"{i.Low:0.000} to {i.High:0.000}") : "one speaker";
            rows.Add(Row(d.Name, d.All, range));
            if (d.PerFold.Count > 1) rows.AddRange(d.PerFold.Select(f => Row(Line($"  fold {f.Fold}"), f, "")));
        }

        TextTable.Write(output, rows);
    }

    private static string[] Row(string name, DimensionScore s, string range) =>
    [
        name, Line($"{s.Utterances}"), Line($"{s.Concordance:0.000}"), range, Line($"{s.Pearson:0.000}"),
        Line($"{s.MeanSquaredError:0.000}"), Line($"{s.MeanAbsoluteError:0.000}"),
    ];

    private static string Votes(VoteScores votes)
    {
        var ties = votes.Ties > 0 ? Line($", {votes.Ties} with ties") : "";
        return Line($"votes     accuracy against the majority {votes.MajorityAccuracy:0.000}   cross-entropy {votes.CrossEntropy:0.000}")
            + Line($"   divergence {votes.Divergence:0.000}   ({votes.Utterances} utterances{ties})");
    }

    private static void WriteVoices(TextWriter output, VoiceTable table)
    {
        output.WriteLine();
        output.WriteLine(VoiceTable.Protocol);
        List<string[]> rows = [["clips known", "UAR", "accuracy"]];
        rows.AddRange(table.Rows.Select(r => new[] { r.Title, Line($"{r.Uar:0.000}"), Line($"{r.Accuracy:0.000}") }));
        TextTable.Write(output, rows);
    }

    private static void WriteImportance(TextWriter output, ImportanceTable table)
    {
        output.WriteLine();
        if (table.Reason is { } reason)
        {
            output.WriteLine("what each feature is worth: " + reason);
            return;
        }

        output.WriteLine(Line($"what each feature is worth: by how much UAR falls where it is exchanged ({table.Repeats} times)"));
        List<string[]> rows = [["feature", "columns", "UAR falls by", "deviation"]];
        rows.AddRange(table.Rows.Select(
            r => new[] { r.Feature, Line($"{r.Columns}"), Line($"{r.Drop:0.000}"), Line($"{r.Deviation:0.000}") }));
        TextTable.Write(output, rows);
    }

    private static void WriteConfusion(TextWriter output, EvaluationResult e)
    {
        var width = Math.Max(9, e.Labels.Max(l => l.Length)) + 1;
        output.WriteLine("confusion (rows are the truth)");
        output.WriteLine(new string(' ', width) + string.Concat(e.Labels.Select(l => l.PadLeft(width))));
        for (var row = 0; row < e.Labels.Count; row++)
        {
            output.WriteLine(
                e.Labels[row].PadRight(width) + string.Concat(
                    e.Report.Confusion[row].Select(n => n.ToString(CultureInfo.InvariantCulture).PadLeft(width))));
        }
    }

    /// <summary>A 95 % interval, or why there is none.</summary>
    public static string Interval(ConfidenceInterval? interval, string how = "") =>
        interval is { } i ? Line($"95 % {i.Low:0.000} to {i.High:0.000}{how}") : "no interval: one speaker";

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
