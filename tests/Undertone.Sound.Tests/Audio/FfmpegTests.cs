using System.Diagnostics;
using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

public class FfmpegTests
{
    [FfmpegFact]
    public void Every_encoding_is_decoded_as_ffmpeg_decodes_it()
    {
        using var source = new TemporaryFile();
        WavWriter.Write(source.Path, new AudioClip(Chirp(8000), 22050), WavSampleFormat.IeeeFloat);
        (string Codec, string Container)[] formats =
        [
            ("pcm_u8", "wav"), ("pcm_s16le", "wav"), ("pcm_s24le", "wav"), ("pcm_s32le", "wav"), ("pcm_f32le", "wav"), ("pcm_f64le", "wav"),
            ("pcm_alaw", "wav"), ("pcm_mulaw", "wav"),
            ("pcm_s8", "aiff"), ("pcm_s16be", "aiff"), ("pcm_s24be", "aiff"), ("pcm_s32be", "aiff"), ("pcm_s16le", "aiff"),
            ("pcm_f32be", "aiff"), ("pcm_f64be", "aiff"), ("pcm_alaw", "aiff"), ("pcm_mulaw", "aiff"),
        ];
        foreach (var (codec, container) in formats)
        {
            foreach (var channels in codec == "pcm_s16le" ? [1, 2, 5] : new[] { 2 })
            {
                using var file = new TemporaryFile(null, "clip." + container);
                Run("ffmpeg", "-v", "error", "-i", source.Path, "-ac", $"{channels}", "-c:a", codec, file.Path);
                var what = $"{codec} in {container}, {channels} channels";
                AudioReader.Open(file.Path, null, Ffmpeg.Missing).Dispose();
                var clip = AudioClip.Load(file.Path);
                clip.SampleRateHz.ShouldBe(22050, what);
                AudioInfo.Read(file.Path).Channels.ShouldBe(channels, what);
                var theirs = Run("ffmpeg", "-v", "error", "-i", file.Path, "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1");
                Close.Assert(clip.Samples, Mean(theirs, channels), 1e-7, 0, what);
            }
        }
    }

    [FfmpegFact]
    public void Mp3_flac_ogg_opus_m4a_webm_and_video_are_read_from_files_and_pipes()
    {
        using var source = new TemporaryFile();
        WavWriter.Write(source.Path, new AudioClip(Chirp(30_000), 16000));
        (string Name, string[] Options, bool IsExact)[] formats =
        [
            ("clip.flac", [], true), ("clip.mp3", [], false), ("clip.ogg", ["-c:a", "libvorbis"], false),
            ("clip.opus", ["-c:a", "libopus"], false), ("clip.m4a", ["-movflags", "+faststart"], false),
            ("clip.webm", ["-c:a", "libopus"], false),
            ("clip.mkv", ["-f", "lavfi", "-i", "testsrc=d=1:s=64x64:r=5", "-c:v", "mpeg4", "-c:a", "flac"], true),
            ("clip.caf", [], true), ("clip.w64", [], true),
            ("adpcm.wav", ["-c:a", "adpcm_ms"], false),
        ];
        var expected = AudioClip.Load(source.Path).Samples;
        foreach (var (name, options, isExact) in formats)
        {
            using var file = new TemporaryFile(null, name);
            Run("ffmpeg", ["-v", "error", "-i", source.Path, .. options, file.Path]);
            var clip = AudioClip.Load(file.Path, 16000);
            clip.DurationSeconds.ShouldBe(1.875, 0.15, name);
            AudioInfo.Read(file.Path).DurationSeconds!.Value.ShouldBe(1.875, 0.15, name);
            using (var pipe = new SlowPipe(File.ReadAllBytes(file.Path)))
            {
                AudioClip.Load(pipe, name, 16000).DurationSeconds.ShouldBe(1.875, 0.15, name);
            }

            if (isExact) clip.Samples.ShouldBe(expected, name);
            else Correlation(clip.Samples, expected).ShouldBeGreaterThan(0.9, name);
        }
    }

    [FfmpegFact]
    public void Damaged_content_is_refused_in_plain_words()
    {
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        using var file = new TemporaryFile([.. noise], "noise.wav");
        var error = Should.Throw<AudioFormatException>(() => AudioClip.Load(file.Path));
        error.Message.ShouldStartWith(file.Path + ": it starts with the bytes " + Convert.ToHexString(noise.AsSpan(0, 12)));
        error.Message.ShouldContain("ffmpeg cannot read it");
        error.Message.ShouldNotContain("0x");
        Should.Throw<AudioFormatException>(() => AudioInfo.Read(file.Path)).Message.ShouldContain("cannot read it");
        using var stream = new MemoryStream(noise);
        Should.Throw<AudioFormatException>(() => AudioClip.Load(stream, "noise")).File.ShouldBe("noise");
        using var zeros = new TemporaryFile(new byte[3000]);
        Should.Throw<AudioFormatException>(() => AudioClip.Load(zeros.Path)).Message.ShouldContain("000000");
    }

    [FfmpegFact]
    public void An_index_at_the_end_of_a_piped_file_is_explained()
    {
        using var source = new TemporaryFile();
        WavWriter.Write(source.Path, new AudioClip(Noise.Of(640_000, seed: 6), 16000));
        using var file = new TemporaryFile(null, "clip.m4a");
        Run("ffmpeg", "-v", "error", "-i", source.Path, "-b:a", "96k", file.Path);
        AudioClip.Load(file.Path).DurationSeconds.ShouldBe(40, 0.15);
        using var pipe = new SlowPipe(File.ReadAllBytes(file.Path));
        Should.Throw<AudioFormatException>(() => AudioClip.Load(pipe, "clip.m4a")).Message.ShouldContain("save it to a file");
    }

    [FfmpegFact]
    public void A_video_without_sound_holds_no_audio()
    {
        using var file = new TemporaryFile(null, "silent.mkv");
        Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=64x64:r=5", "-c:v", "mpeg4", file.Path);
        Should.Throw<AudioFormatException>(() => AudioClip.Load(file.Path));
        Should.Throw<AudioFormatException>(() => AudioInfo.Read(file.Path)).Message.ShouldContain("holds no audio");
    }

    [FfmpegFact]
    public void A_reader_that_is_closed_early_ends_ffmpeg()
    {
        using var file = new TemporaryFile(null, "long.ac3");
        Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=300", file.Path);
        var watch = Stopwatch.StartNew();
        using (var reader = AudioReader.Open(file.Path))
        {
            reader.Read(new float[1000]).ShouldBe(1000);
        }

        using (var endless = new Endless(File.ReadAllBytes(file.Path)))
        using (var reader = AudioReader.Open(endless, "endless"))
        {
            reader.Read(new float[1000]).ShouldBe(1000);
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [FfmpegFact]
    public void A_stream_that_fails_while_it_is_read_says_so_itself()
    {
        using var file = new TemporaryFile(null, "long.ac3");
        Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=d=30:seed=1", file.Path);
        using var stream = new Failing(File.ReadAllBytes(file.Path));
        Should.Throw<TimeoutException>(() => AudioClip.Load(stream, "network")).Message.ShouldBe("gone");
    }

    [FfmpegFact]
    public void Names_that_look_like_options_or_addresses_are_files()
    {
        using var source = new TemporaryFile();
        WavWriter.Write(source.Path, new AudioClip(Chirp(3000), 16000));
        foreach (var name in new[] { "-version.wv", "a b'c.wv", "ümlaut%03d.wv" })
        {
            using var file = new TemporaryFile(null, name);
            Run("ffmpeg", "-v", "error", "-i", source.Path, "-f", "wv", "-update", "1",
                "file:" + Path.Combine(Path.GetDirectoryName(file.Path)!, "plain.wv"));
            File.Move(Path.Combine(Path.GetDirectoryName(file.Path)!, "plain.wv"), file.Path);
            AudioClip.Load(file.Path).Samples.Length.ShouldBe(3000, name);
        }
    }

    internal static byte[] Run(string command, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, string.Join(' ', arguments));
        return output.ToArray();
    }

    internal static float[] Mean(byte[] interleaved, int channels)
    {
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(interleaved).ToArray();
        var mono = new float[samples.Length / channels];
        for (var i = 0; i < mono.Length; i++) mono[i] = samples.AsSpan(i * channels, channels).ToArray().Average();
        return mono;
    }

    private static double Correlation(float[] a, float[] b)
    {
        // Codecs may delay a little; the best of some shifts counts.
        var best = 0.0;
        for (var shift = -1200; shift <= 1200; shift++)
        {
            var (ab, aa, bb) = (0.0, 1e-12, 1e-12);
            for (var i = 4000; i < Math.Min(a.Length, b.Length) - 4000; i += 13)
            {
                ab += a[i + shift] * b[i];
                aa += a[i + shift] * a[i + shift];
                bb += b[i] * b[i];
            }

            best = Math.Max(best, ab / Math.Sqrt(aa * bb));
        }

        return best;
    }

    private static float[] Chirp(int length)
    {
        var samples = new float[length];
        for (var i = 0; i < length; i++) samples[i] = 0.5f * MathF.Sin(0.02f * i + 4e-6f * i * i);
        return samples;
    }

    /// <summary>A stream that never ends.</summary>
    private sealed class Endless(byte[] start) : MemoryStream(start)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            return read > 0 ? read : count;
        }
    }

    /// <summary>A stream that breaks half-way.</summary>
    private sealed class Failing(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) =>
            Position > Capacity / 2 ? throw new TimeoutException("gone") : base.Read(buffer, offset, count);
    }
}
