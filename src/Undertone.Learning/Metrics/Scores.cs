namespace Undertone.Learning.Metrics;

/// <summary>Single scores without the whole report: for resampling and for model selection.</summary>
public static class Scores
{
    /// <summary>The share of right answers.</summary>
    /// <exception cref="ArgumentException">There is no sample, or the lists differ in length.</exception>
    public static double Accuracy(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        Counting.CheckLengths(truth.Length, predicted.Length);
        var right = 0;
        for (var i = 0; i < truth.Length; i++) right += truth[i] == predicted[i] ? 1 : 0;
        return (double)right / truth.Length;
    }

    /// <summary>The mean recall over the classes that occur in the truth (UAR; scikit-learn's balanced_accuracy_score).</summary>
    /// <exception cref="ArgumentException">There is no sample, or the lists differ in length.</exception>
    public static double UnweightedAverageRecall(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        Counting.CheckLengths(truth.Length, predicted.Length);
        var classes = Classes(truth, predicted);
        Span<int> support = classes <= 64 ? stackalloc int[classes] : new int[classes];
        Span<int> hits = classes <= 64 ? stackalloc int[classes] : new int[classes];
        support.Clear();
        hits.Clear();
        for (var i = 0; i < truth.Length; i++)
        {
            support[truth[i]]++;
            if (truth[i] == predicted[i]) hits[truth[i]]++;
        }

        double sum = 0;
        var present = 0;
        for (var c = 0; c < classes; c++)
        {
            if (support[c] == 0) continue;
            sum += (double)hits[c] / support[c];
            present++;
        }

        return sum / present;
    }

    /// <summary>
    /// The plain mean of F1 over the classes that occur in the truth or in the predictions (scikit-learn's f1_score, average="macro").
    /// </summary>
    /// <exception cref="ArgumentException">There is no sample, or the lists differ in length.</exception>
    public static double MacroF1(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        Counting.CheckLengths(truth.Length, predicted.Length);
        var classes = Classes(truth, predicted);
        var counts = Counting.Confusion(truth, predicted, classes);
        double sum = 0;
        var present = 0;
        for (var c = 0; c < classes; c++)
        {
            var both = 0;
            for (var other = 0; other < classes; other++) both += counts[c * classes + other] + counts[other * classes + c];
            if (both == 0) continue;
            sum += 2.0 * counts[c * classes + c] / both;
            present++;
        }

        return sum / present;
    }

    private static int Classes(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        var highest = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] < 0 || predicted[i] < 0)
            {
                throw new ArgumentException(
                    $"Sample {i} has truth {truth[i]} and prediction {predicted[i]}: classes count from 0.", nameof(truth));
            }
            highest = Math.Max(highest, Math.Max(truth[i], predicted[i]));
        }

        return highest + 1;
    }
}
