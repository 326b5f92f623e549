using System.Diagnostics;
using System.Globalization;

namespace Undertone.Benchmarks;

/// <summary>
/// `compare memory`: the most memory (MB, resident) of a process that trains one network on one batch of 32, after <see cref="Steps"/>
/// steps.
/// </summary>
internal static class MemoryTopic
{
    private const int Steps = 5;

    public static void Run(IReadOnlyCollection<string> wanted)
    {
        foreach (var network in ReferenceNetwork.All.Where(n => wanted.Count == 0 || wanted.Contains(n.Name)))
        {
            var ours = PeakOf(Environment.ProcessPath!, [typeof(MemoryTopic).Assembly.Location, "steps", network.Name]);
            var peer = PeakOf(Peer.Python, [Path.Combine("bench", "peers", "memory.py"), network.Name]);
            Console.WriteLine(ours is { } o && peer is { } p
                ? string.Create(CultureInfo.InvariantCulture, $"{network.Name} ours={o:0} peer={p:0} ratio={p / o:0.00}")
                : string.Create(CultureInfo.InvariantCulture, $"{network.Name} ours={ours:0} peer=- ratio=-"));
        }
    }

    /// <summary>Trains a network and prints the process's peak in MB.</summary>
    public static void Train(string name)
    {
        var step = NeuralTopics.StepOf(ReferenceNetwork.All.First(n => n.Name == name));
        for (var i = 0; i < Steps; i++) step();
        Console.WriteLine((Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0).ToString(CultureInfo.InvariantCulture));
    }

    private static double? PeakOf(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        (start.Environment["OMP_NUM_THREADS"], start.Environment["OPENBLAS_NUM_THREADS"]) = ("1", "1");
        try
        {
            using var process = Process.Start(start)!;
            return double.TryParse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture, out var megabytes) ? megabytes : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
