using System.Diagnostics;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests.Listening;

/// <summary>Microphones of a sound server, and of ALSA, without a sound card.</summary>
public sealed class FakeMicrophoneTests : IClassFixture<SyntheticCorpusFixture>, IDisposable
{
    private readonly SyntheticCorpusFixture _data;
    private readonly AudioClip _clip;
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-mic-").FullName;

    public FakeMicrophoneTests(SyntheticCorpusFixture data) => (_data, _clip) = (data, RawSound.Stored(RawSound.Joined(data.Corpus, 3)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [MicrophoneTheory("pulseaudio", "parec", "ffmpeg")]
    [InlineData("parec")]
    [InlineData("ffmpeg")]
    public void A_microphone_of_the_sound_server_is_heard_and_kept(string program)
    {
        using var server = new PulseServer(_folder);
        var kept = Path.Combine(_folder, "kept.wav");
        using var child = new ChildProcess(
            server.Environment, ["listen", "--device", program + ":fakemic", "--model", _data.Model, "--record", kept]);
        server.Play(_clip);
        Interrupt(child, kept);
        var outcome = child.Wait();
        (outcome.Code, outcome.Error).ShouldBe((0, ""));
        outcome.Output.ShouldContain("\nlistened ");
        // Where in the sound the recording begins is the server's affair.
        float[] spoken = [.. _clip.Samples, .. _clip.Samples];
        var heard = AudioClip.Load(kept).Samples.AsSpan();
        var first = heard.IndexOfAnyExcept(0f);
        spoken.AsSpan().IndexOf(heard.Slice(first, 2 * 16000)).ShouldBeGreaterThanOrEqualTo(0);
    }

    [MicrophoneFact("pulseaudio", "parec", "ffmpeg")]
    public void A_server_that_dies_ends_the_listening_with_what_was_heard()
    {
        using var server = new PulseServer(_folder);
        var kept = Path.Combine(_folder, "kept.wav");
        using var child = new ChildProcess(
            server.Environment, ["listen", "--device", "parec:fakemic", "--model", _data.Model, "--record", kept]);
        server.Play(_clip);
        Grown(child, kept, 1.1);
        server.Kill();
        var outcome = child.Wait();
        outcome.Code.ShouldBe(1, outcome.Error);
        outcome.Error.ShouldStartWith("undertone: The recording has ended: parec ");
        outcome.Output.ShouldContain("\nlistened ");
        AudioClip.Load(kept).DurationSeconds.ShouldBeGreaterThan(1);
    }

    [MicrophoneFact("arecord")]
    public void A_killed_process_leaves_a_recording_that_can_be_read_and_no_recorder()
    {
        var raw = Path.Combine(_folder, "in.raw");
        File.WriteAllBytes(raw, RawSound.Pcm(_clip));
        var settings = Path.Combine(_folder, "asound.conf");
        File.WriteAllText(settings, $$"""
            </usr/share/alsa/alsa.conf>
            pcm.undertonefake { type file slave.pcm "null" file /dev/null infile {{raw}} format raw }

            """);
        var kept = Path.Combine(_folder, "kept.wav");
        var environment = new Dictionary<string, string> { ["ALSA_CONFIG_PATH"] = settings };
        using var child = new ChildProcess(
            environment, ["listen", "--device", "arecord:undertonefake", "--model", _data.Model, "--record", kept]);
        Grown(child, kept, 3);
        child.KillAfter(TimeSpan.Zero).ShouldBeTrue();
        var heard = AudioClip.Load(kept);
        heard.SampleRateHz.ShouldBe(16000);
        heard.Samples.AsSpan(0, 32000).SequenceEqual(_clip.Samples.AsSpan(0, 32000)).ShouldBeTrue();
        var clock = Stopwatch.StartNew();
        while (Process.GetProcessesByName("arecord").Any(RecordsFake)) clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    /// <summary>Waits for some seconds of sound and presses Ctrl-C.</summary>
    private void Interrupt(ChildProcess child, string kept)
    {
        Grown(child, kept, _clip.DurationSeconds * 0.9);
        Process.Start("kill", ["-INT", $"{child.Id}"]).WaitForExit();
    }

    private static void Grown(ChildProcess child, string kept, double seconds)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(kept) || new FileInfo(kept).Length < 44 + (seconds * 32000))
        {
            if (child.HasExited) throw new InvalidOperationException(child.Wait().Error);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "no sound has come");
            Thread.Sleep(50);
        }
    }

    private static bool RecordsFake(Process process) =>
        File.Exists($"/proc/{process.Id}/cmdline") && File.ReadAllText($"/proc/{process.Id}/cmdline").Contains("undertonefake");
}
