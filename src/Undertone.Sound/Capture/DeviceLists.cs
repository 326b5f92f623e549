using System.Text.RegularExpressions;

namespace Undertone.Sound.Capture;

/// <summary>Reads the devices from what recording programs print.</summary>
internal static partial class DeviceLists
{
    [GeneratedRegex(@"^\[AVFoundation[^\]]*\] \[\d+\] (?<name>.+)$")]
    private static partial Regex AvFoundationDevice { get; }

    [GeneratedRegex(@"^\[dshow[^\]]*\]\s+""(?<name>.+)"" \(audio\)$")]
    private static partial Regex DirectShowDevice { get; }

    /// <summary>What <c>arecord -L</c> prints: a name a line, and indented below it what it is.</summary>
    public static IEnumerable<AudioDevice> OfArecord(string text)
    {
        AudioDevice? device = null;
        foreach (var line in Lines(text))
        {
            if (device is not null && char.IsWhiteSpace(line[0]))
            {
                var words = line.Trim();
                device = device with { Description = device.Description.Length == 0 ? words : $"{device.Description}, {words}" };
                continue;
            }

            if (device is not null) yield return device;
            device = new AudioDevice("arecord", line.Trim(), "");
        }

        if (device is not null) yield return device;
    }

    /// <summary>What <c>pactl list short sources</c> prints: number, name, driver, format and state, with tabs between.</summary>
    public static IEnumerable<AudioDevice> OfPulse(string text) =>
        from line in Lines(text)
        let fields = line.Split('\t')
        where fields.Length >= 4
        select new AudioDevice("parec", fields[1], fields[3]);

    /// <summary>What ffmpeg prints of macOS' devices: the numbered names below the line of the audio devices.</summary>
    public static IEnumerable<AudioDevice> OfAvFoundation(string text) =>
        from line in Lines(text).SkipWhile(l => !l.Contains("audio devices:", StringComparison.Ordinal))
        let match = AvFoundationDevice.Match(line)
        where match.Success
        select new AudioDevice("ffmpeg", match.Groups["name"].Value, "");

    /// <summary>What ffmpeg prints of Windows' devices: names in quotation marks with their kind.</summary>
    public static IEnumerable<AudioDevice> OfDirectShow(string text) =>
        from line in Lines(text)
        let match = DirectShowDevice.Match(line)
        where match.Success
        select new AudioDevice("ffmpeg", match.Groups["name"].Value, "");

    private static IEnumerable<string> Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Where(l => l.Trim().Length > 0);
}
