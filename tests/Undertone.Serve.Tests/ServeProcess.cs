using System.Diagnostics;
using System.Globalization;

namespace Undertone.Serve.Tests;

/// <summary>The program of the service as a process, with a folder of its own for what it receives.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _messages = [];
    private readonly bool _ownsFolder;

    private ServeProcess(Process process, string folder, bool ownsFolder) =>
        (_process, Folder, _ownsFolder) = (process, folder, ownsFolder);

    public HttpClient Client { get; } = new();

    /// <summary>Its folder for temporary files.</summary>
    public string Folder { get; }

    public string Messages
    {
        get
        {
            lock (_messages) return string.Join('\n', _messages);
        }
    }

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    public static async Task<ServeProcess> Start(
        string? folder = null, string? path = null, Dictionary<string, string>? environment = null, params string[] args)
    {
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("undertone-served-").FullName;
        var service = new ServeProcess(Begin(folder, path, environment, ["--port", "0", "--model", "tiny", .. args]), folder, own);
        var listening = new TaskCompletionSource<string>();
        service._process.ErrorDataReceived += (_, e) =>
        {
            const string Word = "listening on ";
            if (e.Data is null) listening.TrySetException(new InvalidOperationException(service.Messages));
            else if (e.Data.StartsWith(Word, StringComparison.Ordinal)) listening.TrySetResult(e.Data[Word.Length..]);
            lock (service._messages) service._messages.Add(e.Data ?? "");
        };
        service._process.BeginErrorReadLine();
        service.Client.BaseAddress = new Uri(await listening.Task.WaitAsync(TimeSpan.FromMinutes(1)));
        return service;
    }

    /// <summary>Runs it to its end, which comes by itself.</summary>
    public static async Task<(int Code, string Messages)> Run(params string[] args)
    {
        using var process = Begin(Path.GetTempPath(), null, null, args);
        var messages = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, messages);
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public async Task<int> End(string signal = "TERM")
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    /// <summary>Sends a file as the body.</summary>
    public async Task<HttpResponseMessage> Send(byte[] file)
    {
        using var content = new ByteArrayContent(file);
        return await Client.PostAsync(new Uri("/v1/predict", UriKind.Relative), content);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts the program with its words as they are.</summary>
    internal static Process Begin(string folder, string? path, Dictionary<string, string>? environment, string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "undertone-serve.exe" : "undertone-serve");
        // Who is started in the background may have been told to ignore Ctrl-C, and hands that on.
        var start = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("env", ["--default-signal=INT", program, .. args])
            : new ProcessStartInfo(program, args);
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        start.Environment["TMPDIR"] = folder;
        if (path is not null) start.Environment["PATH"] = path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
