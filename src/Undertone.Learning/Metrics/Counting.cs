namespace Undertone.Learning.Metrics;

/// <summary>Counts that several metrics share, with the check of their input.</summary>
internal static class Counting
{
    /// <summary>[truth, predicted], row-major.</summary>
    public static int[] Confusion(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        CheckLengths(truth.Length, predicted.Length);
        var counts = new int[checked(classes * classes)];
        for (var i = 0; i < truth.Length; i++)
        {
            if ((uint)truth[i] >= (uint)classes || (uint)predicted[i] >= (uint)classes)
                throw new ArgumentException(
                    $"Sample {i} has truth {truth[i]} and prediction {predicted[i]}, but there are {classes} classes.", nameof(predicted));
            counts[truth[i] * classes + predicted[i]]++;
        }

        return counts;
    }

    public static void CheckLengths(int truth, int predicted)
    {
        if (truth == 0) throw new ArgumentException("There are no samples to score.", nameof(truth));
        if (truth != predicted)
            throw new ArgumentException($"There are {truth} true classes but {predicted} predictions.", nameof(predicted));
    }

    /// <summary>Checks probabilities [samples, classes] against the truth.</summary>
    public static void CheckProbabilities(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (truth.IsEmpty) throw new ArgumentException("There are no samples to score.", nameof(truth));
        if (probabilities.Length != (long)truth.Length * classes)
            throw new ArgumentException(
                $"{truth.Length} samples of {classes} classes need {(long)truth.Length * classes} probabilities, but there are " +
                $"{probabilities.Length}.",
                nameof(probabilities));
        for (var i = 0; i < truth.Length; i++)
        {
            if ((uint)truth[i] >= (uint)classes)
                throw new ArgumentException($"Sample {i} has truth {truth[i]}, but there are {classes} classes.", nameof(truth));
        }

        var bad = probabilities.IndexOfAnyExceptInRange(0f, 1.0001f);
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Probability {probabilities[bad]} of sample {bad / classes}, class {bad % classes} is not in [0, 1].",
                nameof(probabilities));
        }
    }
}
