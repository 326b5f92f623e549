using System.Diagnostics;

namespace Undertone.Cli.Tests.Slurm;

/// <summary>Waits for what other processes do.</summary>
internal static class Waiting
{
    /// <summary>Looks every few milliseconds until it is so; fails after a while that is long for a loaded machine.</summary>
    public static void Until(Func<bool> isSo, int seconds, string what)
    {
        var time = Stopwatch.StartNew();
        while (!isSo())
        {
            (time.Elapsed < TimeSpan.FromSeconds(seconds)).ShouldBeTrue($"waited {seconds} s: {what}");
            Thread.Sleep(5);
        }
    }
}
