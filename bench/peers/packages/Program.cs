using System.Diagnostics;
using System.Globalization;
using Undertone.Peers;

// `TOPIC`: the protocol of bench/Undertone.Benchmarks/Peer.cs, as the scripts in bench/peers speak it.
Dictionary<string, Func<Action>> rows = args switch
{
    ["classical"] => LightGbmRows.All(),
    ["features"] => NWavesRows.All(),
    ["inference"] => OnnxRuntimeRows.All(),
    _ => [],
};
if (rows.Count == 0)
{
    Console.Error.WriteLine("usage: classical|features|inference");
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
