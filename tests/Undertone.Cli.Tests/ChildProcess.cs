using System.Diagnostics;

namespace Undertone.Cli.Tests;

/// <summary>The program in a process of its own, which can be killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public ChildProcess(params string[] args)
        : this([], args)
    {
    }

    public ChildProcess(Dictionary<string, string> environment, string[] args)
    {
        string[] program = Cli.Program is { } exe ? [exe] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "undertone.dll")];
        string[] command = [.. program, .. args];
        // A job that a shell runs in the background ignores Ctrl-C, and so would its children: coreutils' env gives them the signal back.
        if (OperatingSystem.IsLinux()) command = ["env", "--default-signal=INT", .. command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        (_output, _error) = (_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Ends it as kill -9 does, if it still runs by then, and says whether it did.</summary>
    public bool KillAfter(TimeSpan time)
    {
        var runs = !_process.WaitForExit(time);
        if (runs) _process.Kill();
        _process.WaitForExit();
        return runs;
    }

    /// <summary>Waits for its end.</summary>
    public Cli.Outcome Wait()
    {
        _process.WaitForExit();
        return new Cli.Outcome(_process.ExitCode, _output.Result, _error.Result);
    }

    public void Dispose() => _process.Dispose();
}
