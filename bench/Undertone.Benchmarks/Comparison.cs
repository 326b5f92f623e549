using System.Diagnostics;
using System.Globalization;

namespace Undertone.Benchmarks;

/// <summary>
/// Times each row here and in the peers, in turns, and prints the medians and their ratio; against a peer of packages behind its name.
/// </summary>
internal static class Comparison
{
    /// <summary>Rounds of a row whose turn takes less than 5 ms.</summary>
    private const int ShortRounds = 101;

    /// <summary>Prints all rows that are wanted and gives back Undertone's medians in milliseconds.</summary>
    public static IReadOnlyDictionary<string, double> Run(
        IReadOnlyList<ComparisonRow> rows, IReadOnlyList<Peer> peers, IReadOnlyCollection<string> wanted)
    {
        var medians = new Dictionary<string, double>();
        foreach (var row in rows)
        {
            if (wanted.Count > 0 && !wanted.Contains(row.Name)) continue;
            var work = row.Prepare();
            var able = peers.Where(p => p.Knows(row.Name)).ToArray();
            for (var i = 0; i < 3; i++)
            {
                work();
                foreach (var peer in able) peer.Milliseconds(row.Name);
            }

            // Long enough for the runtime to compile the hot loops at their last tier.
            var warm = Stopwatch.StartNew();
            var turns = 0;
            for (; warm.ElapsedMilliseconds < 500; turns++) work();
            // A short turn is noisier than a long one: it takes its median of more.
            var rounds = warm.Elapsed.TotalMilliseconds / turns < 5 ? Math.Max(row.Rounds, ShortRounds) : row.Rounds;

            var ours = new List<double>();
            var theirs = able.Select(_ => new List<double>()).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                work();
                ours.Add(watch.Elapsed.TotalMilliseconds);
                for (var p = 0; p < able.Length; p++) theirs[p].Add(able[p].Milliseconds(row.Name));
            }

            medians[row.Name] = Median(ours);
            var families = able.Zip(theirs).ToLookup(p => p.First.Family, p => Median(p.Second));
            if (families.Count == 0 || families.Contains(""))
                Print(row.Name, medians[row.Name], families.Contains("") ? families[""].Min() : null);
            foreach (var family in families.Where(f => f.Key.Length > 0))
                Print($"{row.Name}/{family.Key}", medians[row.Name], family.Min());
        }

        return medians;
    }

    private static void Print(string name, double ours, double? peer)
    {
        var text = peer is { } p
            ? string.Create(CultureInfo.InvariantCulture, $"{name} ours={ours:0.000} peer={p:0.000} ratio={p / ours:0.00}")
            : string.Create(CultureInfo.InvariantCulture, $"{name} ours={ours:0.000} peer=- ratio=-");
        Console.WriteLine(text);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
