using System.Runtime.InteropServices;

namespace Undertone.Recognition.Reports;

/// <summary>What a run was computed on, without anything that names the machine or its owner.</summary>
/// <param name="OperatingSystem">Such as <c>Debian GNU/Linux 12 (bookworm)</c>.</param>
/// <param name="Processor">The kind of processor.</param>
/// <param name="Threads">The worker threads that were used.</param>
public sealed record MachineFacts(string OperatingSystem, string Processor, int Threads)
{
    /// <summary>The facts of this machine.</summary>
    /// <param name="threads">The worker threads that were used.</param>
    public static MachineFacts OfThisMachine(int threads) => new(RuntimeInformation.OSDescription, ProcessorName(), threads);

    private static string ProcessorName()
    {
        const string LinuxFacts = "/proc/cpuinfo";
        string? name = null;
        if (System.OperatingSystem.IsWindows()) name = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        else if (File.Exists(LinuxFacts))
        {
            name = File.ReadLines(LinuxFacts).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1]
                .Trim();
        }
        return $"{name ?? "processor"} ({RuntimeInformation.ProcessArchitecture})";
    }
}
