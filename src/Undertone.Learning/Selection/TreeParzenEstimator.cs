using Undertone.Learning.Randomness;

namespace Undertone.Learning.Selection;

/// <summary>
/// Suggests settings by those that were tried: the tree-structured Parzen estimator (J. Bergstra et al., "Algorithms for hyper-parameter
/// optimization", 2011). The better part of the trials and the rest are each described by densities, parameter by parameter, and a
/// suggestion is what is much denser among the better than among the rest.
/// </summary>
/// <remarks>
/// The better part is 0.15 of the trials, at least two. A density over a range (on its logarithmic scale where it has one) is the mean of
/// the uniform one and of a Gaussian around each trial, cut off at the ends, as wide as the larger distance to a neighbour; over a list it
/// is the share of each value with one more of each. Of 24 values drawn from the density of the better part the one with the highest ratio
/// is taken. Suggestions that are made together count as tried without success for one another, which keeps them apart.
/// </remarks>
public sealed class TreeParzenEstimator
{
    private const double BetterShare = 0.15;
    private const int LeastBetter = 2;
    private const int Draws = 24;
    private const int MostRepeats = 200;

    private readonly IReadOnlyList<TuningParameter> _parameters;
    private readonly ulong _seed;

    /// <summary>Prepares suggestions.</summary>
    /// <param name="parameters">Lists and ranges with different keys.</param>
    /// <param name="seed">Fixes the draws.</param>
    /// <exception cref="ArgumentException">There is no parameter, or a key stands twice.</exception>
    public TreeParzenEstimator(IReadOnlyList<TuningParameter> parameters, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Trials.CheckKeys(parameters);
        (_parameters, _seed) = (parameters, seed);
    }

    /// <summary>Suggests settings that were not tried.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="tried">
    /// What was tried, each a value for every key, and its score: higher is better, NaN where it failed. At least one.
    /// </param>
    /// <returns>
    /// Different settings; fewer than asked for where the lists hold no more. The same for the same trials in the same order.
    /// </returns>
    /// <exception cref="ArgumentException">Nothing was tried, or the count is below 1.</exception>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Suggest(
        int count, IReadOnlyList<(IReadOnlyDictionary<string, string> Settings, double Score)> tried)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(tried);
        if (tried.Count == 0) throw new ArgumentException("Nothing was tried that could be learnt from.", nameof(tried));
        var random = SplitMix64.ForPart(_seed, (ulong)tried.Count);
        var order = SuccessiveHalving.Survivors([.. tried.Select(t => t.Score)], tried.Count);
        var better = Math.Min(Math.Max(LeastBetter, (int)Math.Ceiling(BetterShare * tried.Count)), tried.Count);
        var good = order[..better].Select(i => tried[i].Settings).ToArray();
        var rest = order[better..].Select(i => tried[i].Settings).ToList();
        var seen = tried.Select(t => Key(t.Settings)).ToHashSet(StringComparer.Ordinal);
        var suggested = new List<IReadOnlyDictionary<string, string>>();
        for (var repeats = 0; suggested.Count < count && repeats < MostRepeats;)
        {
            var trial = new SortedDictionary<string, string>(StringComparer.Ordinal);
            // Where all that is likely was tried, anything else is.
            foreach (var p in _parameters)
                trial[p.Key] = repeats < MostRepeats / 2 ? Best(p, good, rest, ref random) : p.Draw(ref random);
            if (!seen.Add(Key(trial)))
            {
                repeats++;
                continue;
            }

            suggested.Add(trial);
            rest.Add(trial);
            repeats = 0;
        }

        return suggested;
    }

    private static string Key(IReadOnlyDictionary<string, string> settings) => string.Join('\n', settings.Values);

    private static string Best(
        TuningParameter parameter, IReadOnlyList<IReadOnlyDictionary<string, string>> good,
        IReadOnlyList<IReadOnlyDictionary<string, string>> rest, ref SplitMix64 random)
    {
        var (likely, unlikely) = (ParzenDensity.Of(parameter, good), ParzenDensity.Of(parameter, rest));
        var (best, highest) = (0.0, double.NegativeInfinity);
        for (var i = 0; i < Draws; i++)
        {
            var place = likely.Draw(ref random);
            var ratio = likely.At(place) / unlikely.At(place);
            if (ratio > highest) (best, highest) = (place, ratio);
        }

        return parameter.ValueAt(best);
    }
}
