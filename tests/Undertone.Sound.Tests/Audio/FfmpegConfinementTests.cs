using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

/// <summary>What ends ffmpeg: its limits, and who asked for the audio. A script stands in for it where it is to misbehave.</summary>
public sealed class FfmpegConfinementTests : IDisposable
{
    private static readonly byte[] Compressed = [0xFF, 0xFB, .. Enumerable.Repeat((byte)0x91, 600)];

    private readonly TemporaryFile _upload = new(Compressed, "upload-1a2b");
    private readonly TemporaryFile _script = new(null, "ffmpeg");

    public void Dispose()
    {
        _upload.Dispose();
        _script.Dispose();
    }

    [UnixFact]
    public async Task Opening_ends_by_cancellation_while_ffmpeg_says_nothing()
    {
        using var ending = new CancellationTokenSource();
        var ffmpeg = Script("exec sleep 600");
        var opening = Task.Run(() => AudioReader.Open(_upload.Path, "call.mp3", null, ffmpeg, ending.Token));
        await Begun();
        opening.IsCompleted.ShouldBeFalse();
        await ending.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(opening.WaitAsync(TimeSpan.FromSeconds(60)));
        await Gone();
    }

    [UnixFact]
    public async Task Reading_ends_by_cancellation_while_ffmpeg_gives_no_more()
    {
        using var wav = new TemporaryFile();
        WavWriter.Write(wav.Path, new AudioClip(new float[1000], 8000), WavSampleFormat.IeeeFloat);
        using var ending = new CancellationTokenSource();
        var ffmpeg = Script($"head -c 2000 '{wav.Path}'; exec sleep 600");
        using var reader = AudioReader.Open(_upload.Path, "call.mp3", null, ffmpeg, ending.Token);
        var reading = Task.Run(() => reader.Read(new float[1000]));
        await Begun();
        await ending.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(reading.WaitAsync(TimeSpan.FromSeconds(60)));
        Should.Throw<OperationCanceledException>(() => reader.Read(new float[1]));
        Should.Throw<OperationCanceledException>(() => reader.Read([]));
        await Gone();
    }

    [Fact]
    public async Task Nothing_is_opened_or_read_after_cancellation()
    {
        using var wav = new TemporaryFile();
        WavWriter.Write(wav.Path, new AudioClip(new float[1000], 8000));
        using var ending = new CancellationTokenSource();
        using var reader = AudioReader.Open(wav.Path, "call.wav", ending.Token);
        reader.Read(new float[10]).ShouldBe(10);
        await ending.CancelAsync();
        Should.Throw<OperationCanceledException>(() => reader.Read(new float[10]));
        Should.Throw<OperationCanceledException>(() => AudioReader.Open(wav.Path, "call.wav", ending.Token));
    }

    [PrlimitFact]
    public void A_run_that_takes_too_long_is_ended_and_told()
    {
        var ffmpeg = Script("while :; do :; done", new FfmpegLimits { ProcessorSeconds = 1 });
        var error = Should.Throw<AudioFormatException>(() =>
            AudioReader.Open(_upload.Path, "call.mp3", null, ffmpeg, CancellationToken.None));
        error.Message.ShouldStartWith("call.mp3: ");
        error.Message.ShouldContain("took too long or too much memory");
    }

    [PrlimitFact]
    public void Limits_are_those_of_the_process()
    {
        var limits = new FfmpegLimits { ProcessorSeconds = 77, MemoryBytes = 1 << 28 };
        var ffmpeg = Script("echo \"$(ulimit -t) $(ulimit -d)\" >&2; exit 1", limits);
        Should.Throw<AudioFormatException>(() => AudioReader.Open(_upload.Path, "call.mp3", null, ffmpeg, CancellationToken.None))
            .Message.ShouldContain("(77 262144)");
    }

    [UnixFact]
    public void Errors_call_a_file_by_the_name_that_it_was_given()
    {
        var ffmpeg = Script("echo \"$7: no such codec\" >&2; exit 1");
        foreach (var name in new[] { "call.mp3", "Anruf 3 (ü).mp3" })
        {
            var error = Should.Throw<AudioFormatException>(() =>
                AudioReader.Open(_upload.Path, name, null, ffmpeg, CancellationToken.None));
            error.File.ShouldBe(name);
            error.Message.ShouldStartWith($"{name}: it starts with the bytes FFFB");
            error.Message.ShouldNotContain("upload-1a2b");
        }
    }

    [FfmpegFact]
    public void The_true_ffmpeg_is_content_with_its_limits_and_names_no_path()
    {
        using var file = new TemporaryFile(null, "clip.wv");
        FfmpegTests.Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=3:r=16000", file.Path);
        using var reader = AudioReader.Open(file.Path, "call.wv", CancellationToken.None);
        reader.Read(new float[50_000]).ShouldBe(48_000);
        var noise = Enumerable.Range(0, 3000).Select(i => (byte)(i * 37 % 251)).ToArray();
        using var bad = new TemporaryFile(noise, "upload-3c4d");
        var error = Should.Throw<AudioFormatException>(() => AudioReader.Open(bad.Path, "bad.mp3", CancellationToken.None));
        error.File.ShouldBe("bad.mp3");
        error.Message.ShouldNotContain("upload-3c4d");
    }

    private string Mark => _script.Path + ".pid";

    private Ffmpeg Script(string body, FfmpegLimits? limits = null)
    {
        File.WriteAllText(_script.Path, $"#!/bin/sh\necho $$ > '{Mark}.part'; mv '{Mark}.part' '{Mark}'\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_script.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Ffmpeg(_ => _script.Path) { Limits = limits ?? new FfmpegLimits() };
    }

    private async Task Begun()
    {
        for (var i = 0; i < 3000 && !File.Exists(Mark); i++) await Task.Delay(20);
        File.Exists(Mark).ShouldBeTrue("the script did not begin");
    }

    /// <summary>Waits for the end of the script's process.</summary>
    private async Task Gone()
    {
        var id = int.Parse(File.ReadAllText(Mark), System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < 3000 && IsRunning(id); i++) await Task.Delay(20);
        IsRunning(id).ShouldBeFalse("the script runs on");
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>A test of the limits that the prlimit command sets.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrlimitFactAttribute : FactAttribute
{
    public PrlimitFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Tier.HasCommand("prlimit")) Skip = "prlimit is not on PATH";
    }
}
