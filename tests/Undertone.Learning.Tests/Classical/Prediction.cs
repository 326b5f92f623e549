using Undertone.Learning.Classical;

namespace Undertone.Learning.Tests.Classical;

internal static class Prediction
{
    public static IClassifier Fit(
        this ClassifierOptions options, LabeledRows data, ulong seed = 0, int threads = 1,
        CancellationToken cancellationToken = default) =>
        Classifiers.Fit(options, data, seed, threads, cancellationToken);

    public static float[] Probabilities(this IClassifier classifier, ReadOnlySpan<float> rows)
    {
        var result = new float[rows.Length / classifier.Features * classifier.Classes];
        classifier.PredictProbabilities(rows, result);
        return result;
    }

    /// <summary>The most probable class of each row.</summary>
    public static int[] Predict(this IClassifier classifier, ReadOnlySpan<float> rows)
    {
        var p = classifier.Probabilities(rows);
        var k = classifier.Classes;
        return [.. Enumerable.Range(0, p.Length / k).Select(i => Array.IndexOf(p, p.AsSpan(i * k, k).ToArray().Max(), i * k, k) - i * k)];
    }

    public static double Accuracy(this IClassifier classifier, GoldenTable table) =>
        Undertone.Learning.Metrics.Scores.Accuracy(table.TestLabels, classifier.Predict(table.TestRows));
}
