using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio.Flac;

/// <summary>What the flac and ffmpeg commands write is read to every sample.</summary>
public class FlacToolTests
{
    public static TheoryData<int, int, string> Files()
    {
        var files = new TheoryData<int, int, string>();
        for (var level = 0; level <= 8; level++)
        {
            foreach (var bits in new[] { 8, 16, 24, 32 }) files.Add(bits, 2, $"-{level}");
        }

        foreach (var channels in new[] { 1, 3, 4, 5, 6, 7, 8 }) files.Add(16, channels, "-5");
        foreach (var options in new[]
        {
            "--lax -b 16", "--lax -b 17", "--lax -b 4608 -l 32", "--lax -b 65535 -8", "--lax -b 1152 -l 32 -q 15 -r 0,15", "-0 -b 192",
            "-8 -e -p",
        })
        {
            files.Add(16, 1, options);
            files.Add(24, 2, options);
        }

        return files;
    }

    [FlacToolTheory]
    [MemberData(nameof(Files))]
    public void Files_of_the_flac_command_are_read_to_every_sample(int bits, int channels, string options)
    {
        foreach (var length in new[] { 1, 15, 20_011 })
        {
            var (raw, samples) = Recording(length, channels, bits);
            using var source = new TemporaryFile(raw, "clip.raw");
            using var file = new TemporaryFile(null, "clip.flac");
            FfmpegTests.Run("flac",
                ["-s", "--force-raw-format", "--endian=little", "--sign=signed", $"--channels={channels}", $"--bps={bits}",
                    "--sample-rate=44100", .. options.Split(' '), "-o", file.Path, source.Path]);
            Check(file.Path, new AudioInfo("FLAC", $"FLAC {bits}", 44100, channels, length), samples, $"{options}, {length} frames");
        }
    }

    [FfmpegTheory]
    [InlineData(16, "-compression_level 0")]
    [InlineData(16, "-compression_level 12 -lpc_coeff_precision 15")]
    [InlineData(16, "-ch_mode left_side -lpc_type cholesky")]
    [InlineData(16, "-ch_mode right_side -exact_rice_parameters 1")]
    [InlineData(16, "-ch_mode mid_side -frame_size 65535")]
    [InlineData(24, "-sample_fmt s32 -compression_level 8")]
    public void Files_of_ffmpeg_are_read_to_every_sample(int bits, string options)
    {
        foreach (var channels in new[] { 1, 2, 6 })
        {
            var (raw, samples) = Recording(20_011, channels, bits);
            using var source = new TemporaryFile(raw, "clip.raw");
            using var file = new TemporaryFile(null, "clip.flac");
            FfmpegTests.Run("ffmpeg", ["-v", "error", "-f", $"s{bits}le", "-ar", "44100", "-ac", $"{channels}", "-i", source.Path,
                .. options.Split(' '), file.Path]);
            Check(file.Path, new AudioInfo("FLAC", $"FLAC {bits}", 44100, channels, 20_011), samples, $"{options}, {channels} channels");
            // Into a pipe, where no header can be filled in afterwards.
            var open = FfmpegTests.Run("ffmpeg", ["-v", "error", "-f", $"s{bits}le", "-ar", "44100", "-ac", $"{channels}",
                "-i", source.Path, .. options.Split(' '), "-f", "flac", "pipe:1"]);
            using var stream = new TemporaryFile(open, "open.flac");
            Check(stream.Path, AudioInfo.Read(stream.Path), samples, $"{options}, {channels} channels, from a pipe");
            AudioInfo.Read(stream.Path).Frames.ShouldBeNull();
        }
    }

    /// <summary>Raw bytes, and the samples of all channels side by side that they stand for.</summary>
    private static (byte[] Raw, float[] Samples) Recording(int length, int channels, int bits)
    {
        var random = new Random(length + channels);
        var (raw, samples) = (new List<byte>(), new float[length * channels]);
        var scale = Math.Pow(2, bits - 1);
        for (var i = 0; i < samples.Length; i++)
        {
            var t = i / channels;
            // Speech-like: a tone that comes and goes, noise, and a click at full scale.
            var x = t % 5000 == 77 ? i % 2 == 0 ? -1 : 1
                : 0.7 * Math.Sin(0.05 * t + i % channels) * Math.Sin(0.0007 * t) + 0.02 * (random.NextDouble() - 0.5);
            var value = (long)Math.Clamp(Math.Round(x * scale), -scale, scale - 1);
            samples[i] = (float)(value / scale);
            for (var b = 0; b < bits / 8; b++) raw.Add((byte)(value >> (8 * b)));
        }

        return ([.. raw], samples);
    }

    private static void Check(string path, AudioInfo info, float[] samples, string what)
    {
        AudioInfo.Read(path).ShouldBe(info, what);
        using var pipe = new SlowPipe(File.ReadAllBytes(path));
        foreach (var reader in new[] { AudioReader.Open(path, null, Ffmpeg.Missing), AudioReader.Open(pipe, "pipe", null, Ffmpeg.Missing) })
        {
            using (reader)
            {
                var actual = new float[samples.Length + info.Channels];
                reader.ReadFrames(actual).ShouldBe(samples.Length / info.Channels, what);
                actual.AsSpan(0, samples.Length).SequenceEqual(samples).ShouldBeTrue(what);
                reader.Findings.Peak.ShouldBe(samples.Max(Math.Abs), what);
            }
        }
    }
}
