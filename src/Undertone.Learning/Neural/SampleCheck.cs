namespace Undertone.Learning.Neural;

/// <summary>Whether samples are a network's: each fault is an <see cref="ArgumentException"/> that names the sample.</summary>
internal static class SampleCheck
{
    // Bits of a set of classes.
    private const int MostMasked = 64;

    /// <summary>The steps of each sample.</summary>
    public static int[] Lengths(Network network, SampleSet set, string name)
    {
        ArgumentNullException.ThrowIfNull(set, name);
        var (classes, dimensions) = (network.Outputs.Classes, network.Outputs.Dimensions);
        if (dimensions > 0 && set.Numbers is null)
            throw new ArgumentException($"The network answers on {dimensions} dimensions, and the samples have no numbers.", name);
        if (set.Possible is not null && classes > MostMasked)
            throw new ArgumentException($"Sets of possible classes work with up to {MostMasked} classes; there are {classes}.", name);
        var lengths = new int[set.Count];
        for (var i = 0; i < set.Count; i++)
        {
            lengths[i] = network.Samples.StepsOf(set.Inputs[i], i);
            if (set.Numbers is { } numbers && (numbers[i].Length != dimensions || Array.Exists(numbers[i], float.IsInfinity)))
            {
                throw new ArgumentException(
                    $"Sample {i} must have {dimensions} numbers, each finite, or NaN where it is not known.", name);
            }

            if (classes == 0) continue;
            if (set.Labels[i] < 0 || set.Labels[i] >= classes)
                throw new ArgumentException($"Sample {i} has label {set.Labels[i]}; there are classes 0 to {classes - 1}.", name);
            var possible = set.Possible?[i] ?? ulong.MaxValue;
            if (set.Possible is not null && classes < MostMasked && possible >> classes != 0)
                throw new ArgumentException($"A possible class of sample {i} is none of the {classes} that there are.", name);
            if (set.SoftLabels is { } soft && !IsSoft(soft[i], possible, classes))
            {
                throw new ArgumentException(
                    $"The soft label of sample {i} must have {classes} shares of at least 0 that sum to 1, over possible classes.", name);
            }
        }

        return lengths;
    }

    private static bool IsSoft(float[] shares, ulong possible, int classes)
    {
        var fits = shares.Length == classes && Math.Abs(shares.Sum(v => (double)v) - 1) < 1e-4;
        for (var c = 0; c < shares.Length && fits; c++) fits = shares[c] == 0 || (shares[c] > 0 && (possible >> c & 1) != 0);
        return fits;
    }
}
