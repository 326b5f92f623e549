using System.Diagnostics;
using System.Text;

namespace Undertone.Sound.Audio;

/// <summary>A running ffmpeg: its input is fed and its messages are collected in the background; it is killed when disposed.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private const int MaxMessageChars = 4000;

    private readonly Process _process;
    private readonly StringBuilder _messages = new();
    private readonly ByteInput? _feed;
    private readonly Task _feeding;
    private readonly string _described;
    private readonly TaskCompletionSource _messagesEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FfmpegProcess(Process process, string name, string described, ByteInput? feed)
    {
        (_process, Name, _described, _feed) = (process, name, described, feed);
        process.ErrorDataReceived += (_, e) => Collect(e.Data);
        process.BeginErrorReadLine();
        _feeding = Task.Run(Feed);
    }

    /// <summary>What errors call the audio.</summary>
    public string Name { get; }

    /// <summary>What ffmpeg writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Waits for the end and fails where ffmpeg did.</summary>
    public void WaitForSuccess()
    {
        _process.WaitForExit();
        if (_process.ExitCode != 0) throw Failure("ffmpeg cannot read it");
        if (_feeding.IsCompleted) _feeding.GetAwaiter().GetResult();
    }

    /// <summary>The exception for what ffmpeg could not do, with its own words.</summary>
    public AudioFormatException Failure(string fault)
    {
        _process.WaitForExit(TimeSpan.FromSeconds(5));
        _messagesEnd.Task.Wait(TimeSpan.FromSeconds(5));
        string said;
        lock (_messages)
        {
            said = _messages.ToString().Trim();
        }

        var index = said.Contains("moov atom not found", StringComparison.Ordinal) || said.Contains("partial file", StringComparison.Ordinal);
        var remedy = index && _feed is not null
            ? "This container keeps its index at its end, which a pipe cannot reach: save it to a file and read that."
            : "Name an audio file, or convert this one to WAV.";
        return new AudioFormatException(Name, null, $"{_described}: {fault}{(said.Length > 0 ? " (" + said + ")" : "")}", remedy);
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
        }

        _process.Dispose();
        _feed?.Dispose();
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
            _messages.Append(line.Trim());
        }
    }

    private void Feed()
    {
        var target = _process.StandardInput.BaseStream;
        try
        {
            _feed?.CopyTo(target);
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException || (e is IOException && _process.HasExited))
        {
            // ffmpeg has all that it wants, or has given up: its exit code tells which.
        }
        finally
        {
            try
            {
                target.Dispose();
            }
            catch (IOException)
            {
                // The other end is closed.
            }
        }
    }
}
