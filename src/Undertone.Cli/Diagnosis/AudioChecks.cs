using Undertone.Cli.Tools;
using Undertone.Sound.Capture;

namespace Undertone.Cli.Diagnosis;

/// <summary>The programs that sound goes through.</summary>
internal static class AudioChecks
{
    private const string Group = "audio";
    private const string GetFfmpeg =
        "Install ffmpeg (Debian and Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg).";

    public static IEnumerable<Finding> Findings(DoctorSettings settings, CancellationToken cancellation)
    {
        yield return Ffmpeg(settings, cancellation);
        yield return AnyOf(
            settings, "recording", Microphone.Programs, "hears the microphone for 'undertone listen'",
            "Install one of them (Debian and Ubuntu: apt install alsa-utils, pulseaudio-utils, ffmpeg or sox; macOS: brew install ffmpeg; "
            + "Windows: winget install ffmpeg).");
        yield return AnyOf(
            settings, "playing", [.. AudioPlayer.Known.Select(p => p.Name)], "plays for 'undertone play'",
            "Install one of them (Debian and Ubuntu: apt install alsa-utils, pulseaudio-utils or ffmpeg; Windows: winget install ffmpeg).");
    }

    private static Finding Ffmpeg(DoctorSettings settings, CancellationToken cancellation)
    {
        const string Purpose = "reads m4a, webm, wma and video; WAV, AIFF, FLAC, mp3, Vorbis and Opus are read without it";
        if (settings.Find("ffmpeg") is not { } file)
            return new Finding(Group, "ffmpeg", FindingState.Missing, "not on PATH", Purpose, GetFfmpeg);
        var (works, text) = InstalledProgram.Ask(file, "-version", settings.Patience, cancellation);
        if (!works) return new Finding(Group, "ffmpeg", FindingState.Warning, text, Purpose, GetFfmpeg);
        return settings.Find("ffprobe") is not null
            ? new Finding(Group, "ffmpeg", FindingState.Ok, text, Purpose)
            : new Finding(Group, "ffmpeg", FindingState.Warning, $"{text}, without ffprobe", Purpose, GetFfmpeg);
    }

    /// <summary>Programs of which one is enough; those that are there, in the order in which they are tried.</summary>
    private static Finding AnyOf(DoctorSettings settings, string name, IReadOnlyList<string> programs, string purpose, string remedy)
    {
        var there = programs.Where(p => settings.Find(p) is not null).ToArray();
        return there.Length > 0
            ? new Finding(Group, name, FindingState.Ok, string.Join(", ", there), purpose)
            : new Finding(Group, name, FindingState.Missing, $"not on PATH: {string.Join(", ", programs)}", purpose, remedy);
    }
}
