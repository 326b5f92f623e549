using Undertone.Learning.Randomness;

namespace Undertone.Learning.Selection;

/// <summary>The combinations of settings that a search tries, each a value for every key.</summary>
public static class Trials
{
    private const int Most = 1_000_000;

    /// <summary>Every combination; the last parameter changes fastest.</summary>
    /// <param name="parameters">Lists of values with different keys.</param>
    /// <exception cref="ArgumentException">
    /// A parameter is a range, a key stands twice, or there are more than a million combinations.
    /// </exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Grid(IReadOnlyList<TuningParameter> parameters)
    {
        CheckKeys(parameters);
        long count = 1;
        foreach (var p in parameters)
        {
            if (p.IsRange) throw new ArgumentException($"'{p.Key}' is a range: a grid needs a list of values (or search at random).");
            count *= p.Values.Count;
            if (count > Most) throw new ArgumentException($"The grid has more than {Most} combinations: search at random instead.");
        }

        var trials = new List<IReadOnlyDictionary<string, string>>((int)count);
        for (var n = 0; n < count; n++)
        {
            var trial = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var rest = n;
            for (var p = parameters.Count - 1; p >= 0; p--)
            {
                trial[parameters[p].Key] = parameters[p].Values[rest % parameters[p].Values.Count];
                rest /= parameters[p].Values.Count;
            }

            trials.Add(trial);
        }

        return trials;
    }

    /// <summary>Different combinations drawn at random; fewer than asked for where the lists do not hold as many.</summary>
    /// <param name="parameters">Lists and ranges with different keys.</param>
    /// <param name="count">How many to draw.</param>
    /// <param name="seed">Fixes the draw; a larger count begins with the same trials.</param>
    /// <exception cref="ArgumentException">A key stands twice, or the count is below 1.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Random(
        IReadOnlyList<TuningParameter> parameters, int count, ulong seed)
    {
        CheckKeys(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new SplitMix64(seed);
        var trials = new List<IReadOnlyDictionary<string, string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // Draws that repeat are passed over; so many in a row mean that nothing new is left.
        for (var repeats = 0; trials.Count < count && repeats < 1000;)
        {
            var trial = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var p in parameters) trial[p.Key] = p.Draw(ref random);
            if (seen.Add(string.Join('\n', trial.Values)))
            {
                trials.Add(trial);
                repeats = 0;
            }
            else
            {
                repeats++;
            }
        }

        return trials;
    }

    internal static void CheckKeys(IReadOnlyList<TuningParameter> parameters)
    {
        if (parameters.Count == 0) throw new ArgumentException("There is nothing to tune.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var p in parameters)
        {
            if (!keys.Add(p.Key)) throw new ArgumentException($"The key '{p.Key}' stands twice.");
        }
    }
}
