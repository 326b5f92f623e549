using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Undertone.Sound.Capture;

/// <summary>A recording program at work. One that gives nothing for a while is ended; it is killed when disposed.</summary>
internal sealed partial class RecorderProcess : IDisposable
{
    private const int MostLines = 50;

    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly Timer _watch;
    private readonly List<string> _said = [];
    private readonly TaskCompletionSource _saidAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _silent;
    private volatile bool _disposed;

    private RecorderProcess(Process process, TimeSpan patience)
    {
        (_process, _patience) = (process, patience);
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, e) => Collect(e.Data);
        process.BeginErrorReadLine();
        _watch = new Timer(_ => End(), null, patience, Timeout.InfiniteTimeSpan);
        Output = new WatchedStream(process.StandardOutput.BaseStream, WaitAgain);
    }

    [GeneratedRegex(" @ 0x[0-9a-f]+")]
    private static partial Regex Address { get; }

    /// <summary>What it records.</summary>
    public Stream Output { get; }

    /// <summary>Starts a program; null where it is not installed.</summary>
    public static RecorderProcess? Start(string program, string[] arguments, TimeSpan patience)
    {
        try
        {
            return new RecorderProcess(Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!, patience);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Why it has ended, in a few words.</summary>
    public string WhyEnded()
    {
        if (_disposed) return "was ended";
        if (_silent) return FormattableString.Invariant($"gave no sound for {_patience.TotalSeconds:0.#} s");
        if (!_process.WaitForExit(TimeSpan.FromSeconds(2))) return "closed its output";
        _saidAll.Task.Wait(TimeSpan.FromSeconds(2));
        lock (_said)
        {
            // The library under several of them tells every step of a failure.
            var own = _said.Where(l => !l.StartsWith("ALSA lib", StringComparison.Ordinal)).ToList();
            var words = string.Join("; ", (own.Count > 0 ? own : _said).TakeLast(2));
            return words.Length > 0 ? $"failed ({words})" : FormattableString.Invariant($"ended with exit code {_process.ExitCode}");
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _watch.Dispose();
        Kill();
        _process.Dispose();
    }

    private void WaitAgain()
    {
        if (!_disposed) _watch.Change(_patience, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        _silent = true;
        Kill();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }

    private void Collect(string? line)
    {
        if (line is null) _saidAll.TrySetResult();
        else
        {
            lock (_said)
            {
                if (line.Trim().Length > 0) _said.Add(Address.Replace(line, "").Trim());
                if (_said.Count > MostLines) _said.RemoveAt(0);
            }
        }
    }
}
