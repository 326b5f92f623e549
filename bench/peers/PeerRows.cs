using System.Diagnostics;
using System.Globalization;

namespace Undertone.Peers;

/// <summary>The protocol of bench/Undertone.Benchmarks/Peer.cs, as the scripts beside this file speak it.</summary>
internal static class PeerRows
{
    /// <summary>Tells the rows, and does each as often as it is named on standard input.</summary>
    /// <param name="rows">What each prepares, outside the timing.</param>
    /// <param name="topics">The topics that there are, for who names another one.</param>
    /// <returns>The exit code.</returns>
    public static int Serve(Dictionary<string, Func<Action>> rows, string topics)
    {
        if (rows.Count == 0)
        {
            Console.Error.WriteLine("usage: " + topics);
            return 2;
        }

        Console.WriteLine($"rows {string.Join(' ', rows.Keys)}");
        var prepared = new Dictionary<string, Action>();
        while (Console.ReadLine() is { } line)
        {
            var name = line.Trim();
            if (!prepared.TryGetValue(name, out var work)) prepared[name] = work = rows[name]();
            var watch = Stopwatch.StartNew();
            work();
            Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture));
        }

        return 0;
    }
}
