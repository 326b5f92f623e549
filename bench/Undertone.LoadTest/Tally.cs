using System.Collections.Concurrent;

namespace Undertone.LoadTest;

/// <summary>What came of many requests, from any number of threads.</summary>
internal sealed class Tally
{
    private readonly ConcurrentBag<double> _milliseconds = [];
    private readonly ConcurrentDictionary<string, int> _others = new();

    public int Count => _milliseconds.Count;

    public void Add(double milliseconds) => _milliseconds.Add(milliseconds);

    public void Other(string what) => _others.AddOrUpdate(what, 1, (_, n) => n + 1);

    public override string ToString()
    {
        var sorted = _milliseconds.Order().ToArray();
        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
        var others = _others.IsEmpty ? "none" : string.Join(", ", _others.OrderBy(o => o.Key).Select(o => $"{o.Key} {o.Value}"));
        return FormattableString.Invariant($"p50={At(0.5):0}ms p99={At(0.99):0}ms max={At(1):0}ms others: {others}");
    }
}
