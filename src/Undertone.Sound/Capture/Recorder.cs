namespace Undertone.Sound.Capture;

/// <summary>The command line of a program that records: raw PCM, mono, 16 bits with the low byte first, on its standard output.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments for a device (null for its default) and a rate in Hz.</param>
internal sealed record Recorder(string Program, Func<string?, string, string[]> Arguments)
{
    /// <summary>How its devices are listed: a program, its arguments, and what reads what it prints; null where it lists none.</summary>
    public (string Program, string[] Arguments, Func<string, IEnumerable<AudioDevice>> Read)? List { get; init; }

    /// <summary>Those of this system, in the order in which they are tried.</summary>
    public static IReadOnlyList<Recorder> OfSystem { get; } =
        OperatingSystem.IsMacOS() ? [FfmpegOnMac, Sox("coreaudio")]
        : OperatingSystem.IsWindows() ? [FfmpegOnWindows, Sox("waveaudio")]
        : [Arecord, Parec, FfmpegOnPulse, FfmpegOnAlsa, Sox("alsa")];

    private static Recorder Arecord =>
        new("arecord", (device, rate) => ["-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", rate, .. Named("-D", device)])
        {
            List = ("arecord", ["-L"], DeviceLists.OfArecord),
        };

    private static Recorder Parec => new("parec", (device, rate) =>
        ["--raw", "--format=s16le", "--channels=1", "--latency-msec=50", $"--rate={rate}", .. Named("-d", device)])
    {
        List = ("pactl", ["list", "short", "sources"], DeviceLists.OfPulse),
    };

    // Asked for the rate itself, and for little at a time.
    private static Recorder FfmpegOnPulse => Ffmpeg(
        rate => ["-f", "pulse", "-sample_rate", rate, "-channels", "1", "-fragment_size", "3200"], device => device ?? "default");

    private static Recorder FfmpegOnAlsa => Ffmpeg(_ => ["-f", "alsa"], device => device ?? "default");

    private static Recorder FfmpegOnMac => Ffmpeg(_ => ["-f", "avfoundation"], device => $":{device ?? "default"}") with
    {
        List = ("ffmpeg", ["-hide_banner", "-f", "avfoundation", "-list_devices", "true", "-i", ""], DeviceLists.OfAvFoundation),
    };

    private static Recorder FfmpegOnWindows => Ffmpeg(_ => ["-f", "dshow"], device => $"audio={device ?? "default"}") with
    {
        List = ("ffmpeg", ["-hide_banner", "-f", "dshow", "-list_devices", "true", "-i", "dummy"], DeviceLists.OfDirectShow),
    };

    private static Recorder Ffmpeg(Func<string, string[]> system, Func<string?, string> input) => new("ffmpeg", (device, rate) =>
    [
        "-nostdin", "-v", "error", .. system(rate), "-i", input(device),
        "-ac", "1", "-ar", rate, "-f", "s16le", "-flush_packets", "1", "pipe:1",
    ]);

    private static Recorder Sox(string system) => new("sox", (device, rate) =>
    [
        "-q", "--buffer", "1600", .. device is null ? ["-d"] : (string[])["-t", system, device],
        "-t", "raw", "-e", "signed-integer", "-b", "16", "-L", "-c", "1", "-r", rate, "-",
    ]);

    private static string[] Named(string option, string? device) => device is null ? [] : [option, device];
}
