using System.Globalization;

namespace Undertone.Sound.Capture;

/// <summary>
/// A microphone, through a recording program of the system: <c>arecord</c>, <c>parec</c>, <c>ffmpeg</c> or <c>sox</c> on Linux,
/// <c>ffmpeg</c> or <c>sox</c> on macOS and Windows. The first that gives sound is taken. Not for two threads at once, but for
/// <see cref="Dispose"/>, which ends a <see cref="Read"/> that waits.
/// </summary>
public sealed class Microphone : IDisposable
{
    private const string Remedy =
        "Connect a microphone, allow programs to use it, and see that one of these programs is installed "
        + "(Debian and Ubuntu: apt install alsa-utils, pulseaudio-utils, ffmpeg or sox; macOS: brew install ffmpeg).";

    /// <summary>How long a program may take to give its first sound, and later the next.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly RecorderProcess _process;
    private readonly RawPcmReader _reader;
    private readonly float[] _first;
    private int _firstLeft;

    private Microphone(string program, RecorderProcess process, RawPcmReader reader, float[] first)
    {
        (Program, _process, _reader, _first, _firstLeft) = (program, process, reader, first, first.Length);
    }

    /// <summary>The program that records.</summary>
    public string Program { get; }

    /// <summary>Samples a second.</summary>
    public int SampleRateHz => _reader.SampleRateHz;

    /// <summary>Begins to record, and waits for the first sound.</summary>
    /// <param name="device">
    /// What to record from: an <see cref="AudioDevice.Id"/>, or a device's name, which every program is asked for; null for the system's
    /// default.
    /// </param>
    /// <param name="sampleRateHz">The rate to record at in Hz. Default 16000.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="MicrophoneException">No program gives sound; the message has what each of them said.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static Microphone Open(string? device = null, int sampleRateHz = 16000, CancellationToken cancellationToken = default) =>
        Open(device, sampleRateHz, Recorder.OfSystem, Patience, cancellationToken);

    /// <summary>The recording programs of this system in the order in which they are tried, whether they are there or not.</summary>
    public static IReadOnlyList<string> Programs { get; } = [.. Recorder.OfSystem.Select(r => r.Program).Distinct()];

    /// <summary>What there is to record from, as far as the installed programs tell.</summary>
    public static IReadOnlyList<AudioDevice> Devices() => Devices(Recorder.OfSystem);

    /// <summary>Waits until a block is full.</summary>
    /// <param name="block">Where the samples go, mono, full scale being 1.</param>
    /// <exception cref="MicrophoneException">The program has ended, or gives nothing for ten seconds.</exception>
    public void Read(Span<float> block)
    {
        var kept = Math.Min(block.Length, _firstLeft);
        _first.AsSpan(_first.Length - _firstLeft, kept).CopyTo(block);
        _firstLeft -= kept;
        if (_reader.Read(block[kept..]) == block.Length - kept) return;
        throw new MicrophoneException($"The recording has ended: {Program} {_process.WhyEnded()}. Is the microphone still connected?");
    }

    /// <summary>Ends the recording and the program.</summary>
    public void Dispose() => _process.Dispose();

    internal static Microphone Open(
        string? device, int sampleRateHz, IReadOnlyList<Recorder> recorders, TimeSpan patience,
        CancellationToken cancellationToken = default)
    {
        var format = new RawPcmFormat { SampleRateHz = sampleRateHz };
        format.Validate();
        var (asked, name) = Split(device, recorders);
        var failures = new List<string>();
        foreach (var recorder in asked)
        {
            var arguments = recorder.Arguments(name, sampleRateHz.ToString(CultureInfo.InvariantCulture));
            if (RecorderProcess.Start(recorder.Program, arguments, patience) is not { } process)
            {
                failures.Add($"{recorder.Program} is not installed");
                continue;
            }

            var reader = new RawPcmReader(process.Output, recorder.Program, format);
            var first = new float[sampleRateHz / 50];
            using (cancellationToken.Register(process.Dispose))
            {
                if (reader.Read(first) == first.Length) return new Microphone(recorder.Program, process, reader, first);
            }

            cancellationToken.ThrowIfCancellationRequested();
            failures.Add($"{recorder.Program} {process.WhyEnded()}");
            process.Dispose();
        }

        var what = device is null ? "No sound could be recorded" : $"No sound could be recorded from '{device}'";
        throw new MicrophoneException($"{what}: {string.Join("; ", failures.Distinct())}. {Remedy}");
    }

    internal static IReadOnlyList<AudioDevice> Devices(IReadOnlyList<Recorder> recorders)
    {
        var devices = new List<AudioDevice>();
        foreach (var recorder in recorders)
        {
            if (recorder.List is not var (program, arguments, read)) continue;
            if (ListingProcess.TextOf(program, arguments, Patience) is { } text) devices.AddRange(read(text));
        }

        return devices;
    }

    /// <summary>The recorders that a device is to be opened by, and its name for them.</summary>
    private static (IReadOnlyList<Recorder> Recorders, string? Name) Split(string? device, IReadOnlyList<Recorder> recorders)
    {
        var colon = device?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0) return (recorders, device);
        var named = recorders.Where(r => r.Program == device![..colon]).ToList();
        return named.Count > 0 ? (named, device![(colon + 1)..]) : (recorders, device);
    }
}
