using System.Diagnostics;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests.Listening;

/// <summary>A PulseAudio server of its own whose only microphone, <c>fakemic</c>, is a named pipe.</summary>
internal sealed class PulseServer : IDisposable
{
    private readonly string _folder;
    private readonly Process _server;
    private Process? _player;

    public PulseServer(string folder)
    {
        _folder = folder;
        var socket = Path.Combine(folder, "sock");
        var run = Directory.CreateDirectory(Path.Combine(folder, "run")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment = new() { ["HOME"] = folder, ["XDG_RUNTIME_DIR"] = run, ["PULSE_SERVER"] = "unix:" + socket };
        _server = Start(
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no",
            "--log-target=file:" + Path.Combine(folder, "log"),
            "-L", $"module-native-protocol-unix socket={socket} auth-anonymous=1",
            "-L", $"module-pipe-source source_name=fakemic file={Pipe} format=s16le rate=16000 channels=1");
        var clock = Stopwatch.StartNew();
        while (!File.Exists(Pipe) || !Answers())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "the sound server does not start");
            Thread.Sleep(100);
        }
    }

    /// <summary>What a process needs to find the server.</summary>
    public Dictionary<string, string> Environment { get; }

    private string Pipe => Path.Combine(_folder, "fifo");

    /// <summary>Speaks a clip into the microphone again and again, as fast as it was spoken.</summary>
    public void Play(AudioClip clip)
    {
        var file = Path.Combine(_folder, "in.wav");
        WavWriter.Write(file, clip);
        _player = Start(
            "ffmpeg", "-nostdin", "-v", "quiet", "-re", "-stream_loop", "-1", "-i", file, "-ar", "16000", "-ac", "1", "-f", "s16le", "-y",
            Pipe);
        Thread.Sleep(4000);
    }

    public void Kill()
    {
        _server.Kill();
        _server.WaitForExit();
    }

    public void Dispose()
    {
        foreach (var process in new[] { _player, _server }.OfType<Process>())
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private bool Answers()
    {
        using var asked = Start("pactl", "info");
        asked.WaitForExit();
        return asked.ExitCode == 0;
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
