using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Undertone.Programs;
using Undertone.Sound.Audio.Containers;

namespace Undertone.Sound.Audio;

/// <summary>The <c>ffmpeg</c> and <c>ffprobe</c> commands: every format that is not read here goes through them, over pipes.</summary>
internal sealed class Ffmpeg
{
    private const string Install =
        "Install ffmpeg and put it on PATH (Debian and Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg; "
        + "Windows: winget install ffmpeg), or convert the file to WAV.";

    private readonly Func<string, string?> _find;

    internal Ffmpeg(Func<string, string?> find) => _find = find;

    /// <summary>The commands that PATH names.</summary>
    public static Ffmpeg OnPath { get; } = new(ProgramPath.Find);

    /// <summary>As if ffmpeg were not installed.</summary>
    public static Ffmpeg Missing { get; } = new(_ => null);

    /// <summary>What a run may take.</summary>
    public FfmpegLimits Limits { get; init; } = new();

    /// <summary>Whether there is an ffmpeg to run.</summary>
    public bool IsInstalled => _find("ffmpeg") is not null;

    /// <summary>Runs ffmpeg for something else than decoding; the process owns what it is fed.</summary>
    public FfmpegProcess Run(string name, string described, string[] arguments, ByteInput? feed) =>
        new(Start("ffmpeg", name, described, arguments), name, described, feed);

    /// <summary>Decodes a file that errors call by a name. <paramref name="described"/> says what it is or how it
    /// starts, as a clause; the container was found whole.</summary>
    public ISampleSource Decode(
        string path, string name, string described, Container? container, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(path);
        var process = Start("ffmpeg", name, described, DecodeArguments("file:" + file, "file"));
        var run = new FfmpegProcess(process, name, described, feed: null, cancellationToken: cancellationToken)
        {
            Path = path == name ? null : file,
        };
        return FfmpegSource.Open(run, container);
    }

    /// <summary>Decodes a stream, which is fed to ffmpeg as it is read; the source owns it. A container that could not be looked through
    /// before is followed while it is fed.</summary>
    public ISampleSource Decode(ByteInput input, string described, Container? container, CancellationToken cancellationToken)
    {
        var watch = container is null ? ContainerWatch.Of(input) : null;
        var process = Start("ffmpeg", input.Name, described, DecodeArguments("pipe:0", "pipe,fd"));
        var run = new FfmpegProcess(process, input.Name, described, input, watch, cancellationToken);
        return FfmpegSource.Open(run, container ?? watch?.Container);
    }

    /// <summary>Reads what the header of a file says.</summary>
    public AudioInfo Probe(string path, string described)
    {
        string[] arguments =
        [
            "-v", "error", "-protocol_whitelist", "file", "-select_streams", "a:0", "-of", "json",
            "-show_entries", "stream=codec_name,sample_rate,channels,duration:format=format_name,duration",
            "file:" + Path.GetFullPath(path),
        ];
        using var process = new FfmpegProcess(Start("ffprobe", path, described, arguments), path, described, feed: null);
        using var text = new StreamReader(process.Output);
        var json = text.ReadToEnd();
        process.WaitForSuccess();
        using var document = JsonDocument.Parse(json.Length == 0 ? "{}" : json);
        var root = document.RootElement;
        if (!root.TryGetProperty("streams", out var streams) || streams.GetArrayLength() == 0) throw process.Failure("it holds no audio");
        var (stream, format) = (streams[0], root.TryGetProperty("format", out var f) ? f : default);
        var rate = (int)Math.Clamp(Number(stream, "sample_rate") ?? 0, 0, int.MaxValue);
        if (rate == 0) throw process.Failure("its sample rate is unknown");
        if (PcmLayout.RateFault(rate) is { } fault) throw new AudioFormatException(path, null, fault, Remedies.ExportAgain);
        var seconds = Number(stream, "duration") ?? Number(format, "duration");
        long? frames = seconds is { } s && s >= 0 && s * rate < long.MaxValue ? (long)Math.Round(s * rate) : null;
        return new AudioInfo(Text(format, "format_name"), Text(stream, "codec_name"), rate, (int)(Number(stream, "channels") ?? 0), frames);
    }

    private static string[] DecodeArguments(string source, string protocols) =>
    [
        "-nostdin", "-v", "error", "-protocol_whitelist", protocols, "-i", source, "-map", "0:a:0", "-map_metadata", "-1", "-bitexact",
        "-c:a", "pcm_f32le", "-f", "wav", "pipe:1",
    ];

    private static double? Number(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.GetString() ?? "unknown"
            : "unknown";

    private Process Start(string command, string name, string described, string[] arguments)
    {
        if (_find(command) is not { } executable)
        {
            throw new AudioFormatException(
                name, null, $"{described}, and the {command} command that would read that is not on PATH", Install);
        }

        var (program, all) = Limits.Confine(executable, arguments, ProgramPath.Find);
        var start = new ProcessStartInfo(program, all)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new AudioFormatException(
                name, null, $"{described}, and {executable} that would read that does not start: {e.Message}", Install, e);
        }
    }
}
