using System.Globalization;
using System.Text;

namespace Undertone.Learning.Metrics;

/// <summary>
/// Accuracy, recall, precision and F1 of predictions. Means over classes run over the classes that occur in the truth or in the
/// predictions, as in scikit-learn's classification_report; <see cref="UnweightedAverageRecall"/> runs over those that occur in the truth
/// (balanced_accuracy_score).
/// </summary>
public sealed class ClassificationReport
{
    /// <summary>The report on no class at all: every score is NaN.</summary>
    public static readonly ClassificationReport Empty = new();

    private readonly int _samples;

    private ClassificationReport()
    {
        (PerClass, Confusion) = ([], []);
        Accuracy = UnweightedAverageRecall = MacroPrecision = MacroRecall = MacroF1 = WeightedPrecision = WeightedF1 = double.NaN;
    }

    /// <summary>Counts.</summary>
    /// <param name="truth">The class of each sample, in [0, labels).</param>
    /// <param name="predicted">The predicted class of each sample, in [0, labels).</param>
    /// <param name="labels">The names of the classes.</param>
    /// <exception cref="ArgumentException">There is no sample, the lists differ in length, or a number has no label.</exception>
    public ClassificationReport(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, IReadOnlyList<string> labels)
    {
        var classes = labels.Count;
        var flat = Counting.Confusion(truth, predicted, classes);
        _samples = truth.Length;
        Confusion = new int[classes][];
        var scores = new ClassScore[classes];
        double right = 0, recalls = 0, macroF1 = 0, macroPrecision = 0, macroRecall = 0;
        double weightedF1 = 0, weightedPrecision = 0;
        int inTruth = 0, present = 0;
        for (var c = 0; c < classes; c++)
        {
            Confusion[c] = flat[(c * classes)..((c + 1) * classes)];
            int support = 0, answers = 0, hits = flat[c * classes + c];
            for (var other = 0; other < classes; other++)
            {
                support += flat[c * classes + other];
                answers += flat[other * classes + c];
            }

            var precision = answers == 0 ? 0 : (double)hits / answers;
            var recall = support == 0 ? 0 : (double)hits / support;
            var f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            scores[c] = new ClassScore(labels[c], precision, recall, f1, support);
            right += hits;
            weightedF1 += f1 * support;
            weightedPrecision += precision * support;
            if (support > 0)
            {
                recalls += recall;
                inTruth++;
            }

            if (support + answers == 0) continue;
            present++;
            macroF1 += f1;
            macroPrecision += precision;
            macroRecall += recall;
        }

        PerClass = scores;
        Accuracy = right / _samples;
        UnweightedAverageRecall = recalls / inTruth;
        (MacroPrecision, MacroRecall, MacroF1) = (macroPrecision / present, macroRecall / present, macroF1 / present);
        (WeightedPrecision, WeightedF1) = (weightedPrecision / _samples, weightedF1 / _samples);
    }

    /// <summary>The share of right answers (weighted accuracy, WA).</summary>
    public double Accuracy { get; }

    /// <summary>The mean recall over the classes that occur in the truth (UAR).</summary>
    public double UnweightedAverageRecall { get; }

    /// <summary>The plain mean of the classes' precision.</summary>
    public double MacroPrecision { get; }

    /// <summary>The plain mean of the classes' recall; differs from UAR where a class was predicted that does not occur.</summary>
    public double MacroRecall { get; }

    /// <summary>The plain mean of the classes' F1.</summary>
    public double MacroF1 { get; }

    /// <summary>The mean of the classes' precision, weighted by support.</summary>
    public double WeightedPrecision { get; }

    /// <summary>The mean of the classes' F1, weighted by support.</summary>
    public double WeightedF1 { get; }

    /// <summary>One entry for each label, in the order of the labels.</summary>
    public IReadOnlyList<ClassScore> PerClass { get; }

    /// <summary>Counts [truth][predicted].</summary>
    public int[][] Confusion { get; }

    /// <summary>The table that scikit-learn's classification_report prints (two digits); classes that occur nowhere are left out.</summary>
    public override string ToString()
    {
        var rows = new List<ClassScore>(PerClass.Count);
        var width = "weighted avg".Length;
        for (var c = 0; c < PerClass.Count; c++)
        {
            var seen = PerClass[c].Support;
            foreach (var row in Confusion) seen += row[c];
            if (seen == 0) continue;
            rows.Add(PerClass[c]);
            width = Math.Max(width, PerClass[c].Label.Length);
        }

        var text = new StringBuilder();
        text.Append(' ', width).Append("  precision    recall  f1-score   support\n\n");
        foreach (var row in rows) Line(row.Label, Digits(row.Precision), Digits(row.Recall), row.F1, row.Support);
        text.Append('\n');
        Line("accuracy", "", "", Accuracy, _samples);
        Line("macro avg", Digits(MacroPrecision), Digits(MacroRecall), MacroF1, _samples);
        Line("weighted avg", Digits(WeightedPrecision), Digits(Accuracy), WeightedF1, _samples);
        return text.ToString();

        void Line(string name, string precision, string recall, double f1, int support) => text
            .Append(name.PadLeft(width)).Append(' ')
            .Append(' ').Append(precision.PadLeft(9)).Append(' ').Append(recall.PadLeft(9))
            .Append(' ').Append(Digits(f1).PadLeft(9)).Append(' ')
            .Append(support.ToString(CultureInfo.InvariantCulture).PadLeft(9)).Append('\n');
    }

    /// <summary>Two digits; the exact ties (odd eighths) go to the even digit as in C and Python, not away from zero.</summary>
    private static string Digits(double value)
    {
        var eighths = value * 8;
        if (eighths == Math.Floor(eighths) && eighths % 2 != 0) value = Math.Round(value, 2, MidpointRounding.ToEven);
        return value.ToString("F2", CultureInfo.InvariantCulture);
    }
}
