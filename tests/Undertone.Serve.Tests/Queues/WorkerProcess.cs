using System.Diagnostics;
using System.Globalization;

namespace Undertone.Serve.Tests.Queues;

/// <summary><c>undertone-serve worker</c> as a process.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _messages = [];
    private readonly TaskCompletionSource _taking = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) =>
        {
            lock (_messages) _messages.Add(e.Data ?? "");
            if (e.Data is null) _taking.TrySetException(new InvalidOperationException(Messages));
            else if (e.Data.StartsWith("taking messages of ", StringComparison.Ordinal)) _taking.TrySetResult();
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public string Messages
    {
        get
        {
            lock (_messages) return string.Join('\n', _messages);
        }
    }

    /// <summary>Is done when it takes messages.</summary>
    public Task Taking => _taking.Task.WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Starts one; it may not be taking messages yet.</summary>
    public static WorkerProcess Begin(string broker, params string[] args) => new(ServeProcess.Begin(
        Path.GetTempPath(), null, new() { ["UNDERTONE_BROKER"] = broker }, ["worker", "--model", "tiny", .. args]));

    /// <summary>Starts one and waits until it takes messages.</summary>
    public static async Task<WorkerProcess> Start(string broker, params string[] args)
    {
        var worker = Begin(broker, args);
        await worker.Taking;
        return worker;
    }

    /// <summary>Runs the program to its end, which comes by itself.</summary>
    public static async Task<(int Code, string Output, string Messages)> Run(string broker, params string[] args)
    {
        using var process = ServeProcess.Begin(Path.GetTempPath(), null, new() { ["UNDERTONE_BROKER"] = broker }, args);
        var messages = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await messages);
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public async Task<int> End(string signal = "TERM")
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
