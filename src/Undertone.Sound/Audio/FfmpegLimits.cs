using System.Globalization;

namespace Undertone.Sound.Audio;

/// <summary>
/// What one run of ffmpeg may take, so that a file made to harm ends it and nothing else. On Linux the <c>prlimit</c> command sets the
/// limits; elsewhere, and without that command, there are none. A time by the clock is set by cancellation.
/// </summary>
internal sealed record FfmpegLimits
{
    /// <summary>Memory that it may write to, in bytes. Default 2 GiB.</summary>
    public long MemoryBytes { get; init; } = 2L << 30;

    /// <summary>Time of the processor, in seconds. Default one hour, in which days of speech are decoded.</summary>
    public int ProcessorSeconds { get; init; } = 3600;

    /// <summary>The command that runs another one within the limits.</summary>
    /// <param name="executable">The program to run.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="find">Finds a command; null where there is none.</param>
    public (string Program, string[] Arguments) Confine(string executable, string[] arguments, Func<string, string?> find)
    {
        if (!OperatingSystem.IsLinux() || find("prlimit") is not { } prlimit) return (executable, arguments);
        var memory = string.Create(CultureInfo.InvariantCulture, $"--data={MemoryBytes}");
        // Both bounds: past the lower one ffmpeg would be asked to end, and might not.
        var time = string.Create(CultureInfo.InvariantCulture, $"--cpu={ProcessorSeconds}:{ProcessorSeconds}");
        return (prlimit, [memory, time, executable, .. arguments]);
    }
}
