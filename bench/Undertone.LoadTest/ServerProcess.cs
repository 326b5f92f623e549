using System.Diagnostics;

namespace Undertone.LoadTest;

/// <summary>What the process of a service takes.</summary>
internal sealed class ServerProcess(int pid)
{
    private double _cpuSeconds;
    private long _begun;

    /// <summary>The measured as text.</summary>
    public static string Text(double processors, double before, double middle, double after) =>
        FormattableString.Invariant($"processors={processors:0.00} memory={before:0}, {middle:0}, {after:0} MB");

    /// <summary>Begins to measure.</summary>
    public void Begin()
    {
        using var process = Process.GetProcessById(pid);
        (_cpuSeconds, _begun) = (process.TotalProcessorTime.TotalSeconds, Stopwatch.GetTimestamp());
    }

    /// <summary>Its resident memory in MB.</summary>
    public double MemoryMB
    {
        get
        {
            using var process = Process.GetProcessById(pid);
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>How many processors it kept busy since <see cref="Begin"/>.</summary>
    public double Processors
    {
        get
        {
            using var process = Process.GetProcessById(pid);
            return (process.TotalProcessorTime.TotalSeconds - _cpuSeconds) / Stopwatch.GetElapsedTime(_begun).TotalSeconds;
        }
    }
}
