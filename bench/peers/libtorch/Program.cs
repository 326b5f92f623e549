using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using Undertone.LibTorch;

// `gemm` or `training`: the protocol of bench/Undertone.Benchmarks/Peer.cs, with the rows of the scripts beside this folder.
var threads = int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture);
torch.set_num_threads(threads);
torch.random.manual_seed(1);
var rows = args is ["gemm"] ? Products.All(threads) : args is ["training"] ? Networks.Steps() : [];
if (rows.Count == 0)
{
    Console.Error.WriteLine("usage: gemm|training");
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
