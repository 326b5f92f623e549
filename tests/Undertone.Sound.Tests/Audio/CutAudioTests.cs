using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

/// <summary>A file of any format that ends before its header says is refused, however it is read.</summary>
public class CutAudioTests
{
    private static readonly double[] Shares = [0.2, 0.4, 0.75, 0.97];

    public static TheoryData<string, string> Formats() => new()
    {
        { "clip.flac", "" },
        { "clip.mp3", "-b:a 64k" },
        { "variable.mp3", "-q:a 4" },
        { "low.mp3", "-ar 16000 -b:a 32k" },
        { "untagged.mp3", "-id3v2_version 0 -b:a 64k" },
        { "clip.ogg", "-c:a libvorbis" },
        { "clip.opus", "-c:a libopus" },
        { "flac.ogg", "-c:a flac" },
        { "clip.m4a", "" },
        { "fast.m4a", "-movflags +faststart" },
        { "clip.mov", "-c:a pcm_s16le -movflags +faststart" },
        { "clip.wv", "" },
        { "clip.caf", "-c:a pcm_s16be" },
        { "clip.w64", "" },
        { "clip.au", "" },
        { "clip.mka", "-c:a flac" },
        { "clip.webm", "-c:a libopus" },
        { "clip.wma", "" },
        { "clip.avi", "-c:a pcm_s16le" },
        { "clip.aiff", "" },
        { "alaw.aifc", "-c:a pcm_alaw -f aiff" },
        { "clip.wav", "" },
        { "adpcm.wav", "-c:a adpcm_ms" },
        { "clip.rf64.wav", "-rf64 always" },
    };

    [FfmpegTheory]
    [MemberData(nameof(Formats))]
    public void Audio_that_ends_too_soon_is_refused(string name, string options)
    {
        using var source = new TemporaryFile();
        WavWriter.Write(source.Path, new AudioClip(Noise.Of(66_150, seed: 9), 22050));
        using var file = new TemporaryFile(null, name);
        FfmpegTests.Run("ffmpeg",
            ["-v", "error", "-i", source.Path, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), file.Path]);
        var bytes = File.ReadAllBytes(file.Path);
        AudioClip.Load(file.Path).DurationSeconds.ShouldBe(3, 0.1);
        AudioInfo.Read(file.Path).DurationSeconds!.Value.ShouldBe(3, 0.1);
        if (name != "clip.m4a") AudioClip.Load(new SlowPipe(bytes), "pipe").DurationSeconds.ShouldBe(3, 0.1);
        // An index and a tag that follow the audio are not missed.
        var tail = name is "clip.avi" or "clip.wv" ? 2000 : 0;
        foreach (var length in Shares.Select(s => (int)(s * bytes.Length)).Append(bytes.Length - 1 - tail))
        {
            var cut = bytes[..length];
            using var cutFile = new TemporaryFile(cut, name);
            var error = Should.Throw<AudioFormatException>(() => AudioClip.Load(cutFile.Path),
                $"{length} of {bytes.Length} bytes in a file");
            error.File.ShouldBe(cutFile.Path);
            error.Message.ShouldEndWith(".");
            using var stream = new MemoryStream(cut);
            Should.Throw<AudioFormatException>(() => AudioClip.Load(stream, "stream"), $"{length} of {bytes.Length} bytes in a stream");
            var fromPipe = Should.Throw<AudioFormatException>(() => AudioClip.Load(new SlowPipe(cut), "pipe"),
                $"{length} of {bytes.Length} bytes in a pipe");
            fromPipe.File.ShouldBe("pipe");
        }
    }

    [FfmpegFact]
    public void Tags_around_the_audio_do_not_count_as_a_cut()
    {
        using var source = new TemporaryFile();
        WavWriter.Write(source.Path, new AudioClip(Noise.Of(16_000, seed: 10), 16000));
        byte[] tail = [.. "TAG"u8, .. new byte[125]];
        byte[] head = [.. "ID3"u8, 4, 0, 0, 0, 0, 1, 0, .. new byte[128]];
        foreach (var (name, start) in new[] { ("clip.mp3", head), ("clip.flac", head), ("clip.wv", []), ("clip.ogg", Array.Empty<byte>()) })
        {
            using var file = new TemporaryFile(null, name);
            FfmpegTests.Run("ffmpeg", "-v", "error", "-i", source.Path, file.Path);
            using var tagged = new TemporaryFile([.. start, .. File.ReadAllBytes(file.Path), .. tail], name);
            AudioClip.Load(tagged.Path).DurationSeconds.ShouldBe(1, 0.15, name);
            AudioClip.Load(new SlowPipe(File.ReadAllBytes(tagged.Path)), name).DurationSeconds.ShouldBe(1, 0.15, name);
        }
    }

    [FfmpegTheory]
    [InlineData(50)]
    [InlineData(2_000_000)]
    public void Rates_that_no_recording_has_are_refused_from_every_format(int rateHz)
    {
        using var source = new TemporaryFile();
        WavWriter.Write(source.Path, new AudioClip(Noise.Of(16_000, seed: 11), 16000));
        foreach (var name in new[] { "clip.wav", "clip.aiff", "clip.caf", "clip.w64", "clip.au" })
        {
            using var file = new TemporaryFile(null, name);
            FfmpegTests.Run("ffmpeg", "-v", "error", "-i", source.Path, "-af", $"asetrate={rateHz}", file.Path);
            Action[] reads =
                [() => AudioClip.Load(file.Path), () => AudioInfo.Read(file.Path), () => AudioReader.Open(file.Path).Dispose()];
            foreach (var read in reads)
            {
                var error = Should.Throw<AudioFormatException>(read, name);
                error.File.ShouldBe(file.Path);
                error.Message.ShouldContain(
                    $"sample rate of {rateHz} Hz, and recordings have from 100 to 1,000,000 Hz", Case.Sensitive, name);
            }
        }
    }
}
