using Undertone.Sound.Audio;
using Undertone.Sound.Capture;

namespace Undertone.Sound.Tests.Capture;

public sealed class WavRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-recording-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void At_every_moment_the_file_holds_what_was_written()
    {
        var path = Path.Combine(_folder, "a.wav");
        var random = new Random(2);
        var all = new List<float>();
        using var recording = new WavRecording(path, 16000);
        for (var i = 0; i < 20; i++)
        {
            var samples = Enumerable.Range(0, random.Next(1, 2000)).Select(_ => (random.Next(65536) - 32768) / 32768f).ToArray();
            recording.Write(samples);
            all.AddRange(samples);
            // A copy, as of a process that was killed now.
            var copy = Path.Combine(_folder, "copy.wav");
            File.Copy(path, copy, overwrite: true);
            var clip = AudioClip.Load(copy);
            clip.SampleRateHz.ShouldBe(16000);
            clip.Samples.ShouldBe(all);
            recording.DurationSeconds.ShouldBe(all.Count / 16000.0);
        }
    }

    [Fact]
    public void A_kill_between_samples_and_header_leaves_what_the_header_says()
    {
        var path = Path.Combine(_folder, "a.wav");
        using (var recording = new WavRecording(path, 8000)) recording.Write([0.5f, -0.5f]);
        using (var file = new FileStream(path, FileMode.Append)) file.Write([1, 2, 3, 4]);
        AudioClip.Load(path).Samples.ShouldBe([0.5f, -0.5f]);
    }

    [Fact]
    public void A_file_that_is_there_is_not_replaced()
    {
        var path = Path.Combine(_folder, "a.wav");
        File.WriteAllText(path, "precious");
        Should.Throw<IOException>(() => new WavRecording(path, 16000));
        File.ReadAllText(path).ShouldBe("precious");
    }
}
