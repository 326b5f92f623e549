using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.RegularExpressions;
using Undertone.Sound.Audio.Containers;

namespace Undertone.Sound.Audio;

/// <summary>A running ffmpeg: its input is fed and its messages are collected in the background; it is killed when
/// disposed or cancelled.</summary>
internal sealed partial class FfmpegProcess : IDisposable
{
    private const int MaxMessageChars = 4000;

    /// <summary>The exit code of a process that the system has killed: 128 and the number of SIGKILL.</summary>
    private const int Killed = 137;

    /// <summary>The place in memory that ffmpeg's messages name.</summary>
    [GeneratedRegex(" @ 0x[0-9a-f]+")]
    private static partial Regex Address { get; }

    private readonly Process _process;
    private readonly StringBuilder _messages = new();
    private readonly ByteInput? _feed;
    private readonly ContainerWatch? _watch;
    private (long At, string Text)? _cut;
    private volatile ExceptionDispatchInfo? _feedError;
    private readonly string _described;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly TaskCompletionSource _messagesEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FfmpegProcess(
        Process process, string name, string described, ByteInput? feed, ContainerWatch? watch = null,
        CancellationToken cancellationToken = default)
    {
        _cancellationToken = cancellationToken;
        (_process, Name, _described, _feed, _watch) = (process, name, described, feed, watch);
        process.ErrorDataReceived += (_, e) => Collect(e.Data);
        process.BeginErrorReadLine();
        var target = process.StandardInput.BaseStream;
        _ = Task.Run(() => Feed(target), CancellationToken.None);
        _cancellation = cancellationToken.Register(Kill);
    }

    /// <summary>What errors call the audio.</summary>
    public string Name { get; }

    /// <summary>The file that ffmpeg reads; errors call it <see cref="Name"/>. Null where it is fed.</summary>
    public string? Path { get; init; }

    /// <summary>What ffmpeg writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Waits for the end and fails where ffmpeg did, or where what it was fed ended before its container says.</summary>
    public void WaitForSuccess()
    {
        _process.WaitForExit();
        _cancellationToken.ThrowIfCancellationRequested();
        _feedError?.Throw();
        if (_process.ExitCode != 0) throw Failure("ffmpeg cannot read it");
        if (_cut is { } cut) throw new AudioFormatException(Name, cut.At, cut.Text, Remedies.CopyAgain);
    }

    /// <summary>The exception for what ffmpeg could not do, with its own words.</summary>
    public AudioFormatException Failure(string fault)
    {
        var ended = _process.WaitForExit(TimeSpan.FromSeconds(5));
        _cancellationToken.ThrowIfCancellationRequested();
        _feedError?.Throw();
        if (ended && _process.ExitCode == Killed)
        {
            return new AudioFormatException(
                Name, null, $"{_described}, and the system ended ffmpeg, which took too long or too much memory for it",
                "Convert it to WAV with the program that made it.");
        }

        _messagesEnd.Task.Wait(TimeSpan.FromSeconds(5));
        string said;
        lock (_messages)
        {
            said = _messages.ToString().Trim();
        }

        if (Path is { } path)
            said = said.Replace("file:" + path, Name, StringComparison.Ordinal).Replace(path, Name, StringComparison.Ordinal);

        var index = said.Contains("moov atom not found", StringComparison.Ordinal)
            || said.Contains("partial file", StringComparison.Ordinal);
        var remedy = index && _feed is not null
            ? "This container keeps its index at its end, which a pipe cannot reach: save it to a file and read that."
            : "Name an audio file, or convert this one to WAV with the program that made it.";
        return new AudioFormatException(Name, null, $"{_described}, and {fault}{(said.Length > 0 ? " (" + said + ")" : "")}", remedy);
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        Kill();
        _process.Dispose();
        _feed?.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
        }
    }

    private void Collect(string? line)
    {
        if (line is null)
        {
            _messagesEnd.TrySetResult();
            return;
        }

        lock (_messages)
        {
            if (_messages.Length + line.Length > MaxMessageChars) return;
            if (_messages.Length > 0) _messages.Append("; ");
            _messages.Append(Address.Replace(line, "").Trim());
        }
    }

    /// <summary>Copies the input into ffmpeg until either ends. ffmpeg may close its side early;
    /// its exit code tells whether that was a failure.</summary>
    private void Feed(Stream target)
    {
        try
        {
            while (_feed is not null && ReadFeed() is { Length: > 0 } bytes)
            {
                target.Write(bytes);
                _watch?.Push(bytes);
                _feed.Advance(bytes.Length);
            }

            // Before ffmpeg is told of the end, so that its exit comes after.
            if (_feedError is null) _cut = _watch?.Complete();
            target.Dispose();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other end is closed.
        }
    }

    /// <summary>The next bytes; none where the stream that is fed fails, which is told when the output ends.</summary>
    private ReadOnlySpan<byte> ReadFeed()
    {
        try
        {
            return _feed!.Peek(1);
        }
        catch (Exception e)
        {
            _feedError = ExceptionDispatchInfo.Capture(e);
            return [];
        }
    }
}
