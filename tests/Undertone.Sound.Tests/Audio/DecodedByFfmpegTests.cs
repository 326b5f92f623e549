using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

/// <summary>mp3, Vorbis and Opus as ffmpeg decodes them: the same length, no delay, every sample of every channel compared.</summary>
public class DecodedByFfmpegTests
{
    private const string Stereo = "-af pan=stereo|c0=c0|c1=0.6*c0,aecho=0.8:0.7:7:0.4 ";

    /// <summary>Name, options of the encoder, the largest difference, and how far the signal is above it, in decibels.</summary>
    public static TheoryData<string, string, double, double> Files() => new()
    {
        { "mono.mp3", "-ar 16000 -b:a 32k", 1e-5, 110 },
        { "joint.mp3", Stereo + "-ar 44100 -b:a 128k", 1e-5, 110 },
        { "stereo.mp3", Stereo + "-ar 44100 -joint_stereo 0 -b:a 192k", 1e-5, 110 },
        // A few blocks of joint stereo differ in NLayer.
        { "variable.mp3", Stereo + "-ar 48000 -q:a 2", 1e-2, 60 },
        { "full.mp3", Stereo + "-ar 32000 -b:a 320k", 1e-5, 110 },
        { "second.mp3", Stereo + "-ar 22050 -b:a 48k", 1e-5, 110 },
        { "second.mp3", "-ar 24000 -q:a 6", 1e-5, 110 },
        { "half.mp3", Stereo + "-ar 11025 -b:a 24k", 1e-5, 110 },
        { "half.mp3", "-ar 12000 -b:a 8k", 1e-5, 110 },
        { "untold.mp3", "-ar 44100 -b:a 96k -write_xing 0 -id3v2_version 0", 1e-5, 110 },
        { "tagged.mp3", "-ar 44100 -b:a 96k -write_id3v1 1 -metadata title=x", 1e-5, 110 },
        { "mono.ogg", "-ar 16000 -c:a libvorbis", 1e-6, 120 },
        { "low.ogg", "-ar 8000 -c:a libvorbis -q:a 0", 1e-6, 120 },
        { "stereo.ogg", Stereo + "-ar 44100 -c:a libvorbis -q:a 4", 1e-6, 120 },
        // Not clipped.
        { "loud.ogg", "-af volume=30dB -c:a libvorbis", 2e-5, 120 },
        // Of 16 bits, and of other transitions between its modes.
        { "mono.opus", "-c:a libopus -b:a 32k", 0.2, 30 },
        { "stereo.opus", Stereo + "-c:a libopus -b:a 64k", 1e-3, 60 },
        { "voice.opus", "-c:a libopus -b:a 12k -application voip", 0.2, 30 },
        { "sixty.opus", "-c:a libopus -b:a 24k -frame_duration 60 -application voip", 0.2, 30 },
        { "short.opus", "-c:a libopus -frame_duration 2.5 -b:a 96k -application lowdelay", 1e-3, 60 },
        { "three.opus", "-af pan=3.0|c0=c0|c1=0.5*c0|c2=0.2*c0 -c:a libopus -mapping_family 1 -b:a 192k", 1e-3, 60 },
        { "five.opus", "-af pan=5.0|c0=c0|c1=0.5*c0|c2=0.2*c0|c3=0.1*c0|c4=0.7*c0 -c:a libopus -mapping_family 1 -b:a 256k", 1e-3, 60 },
        { "six.opus", "-ac 6 -c:a libopus -mapping_family 1 -b:a 256k", 1e-3, 60 },
    };

    [FfmpegTheory]
    [MemberData(nameof(Files))]
    public void Every_sample_is_that_of_ffmpeg(string name, string options, double largest, double decibels)
    {
        var source = Path.Combine(Repository.Golden, "librosa-0.11.0", "speech_a", "speech_a.wav");
        using var file = new TemporaryFile(null, name);
        FfmpegTests.Run("ffmpeg", ["-v", "error", "-i", source, .. options.Split(' '), file.Path]);
        string[] decoder = name.EndsWith(".opus", StringComparison.Ordinal) ? ["-c:a", "libopus"] : [];
        var raw = FfmpegTests.Run("ffmpeg", ["-v", "error", .. decoder, "-i", file.Path, "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1"]);
        var theirs = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(raw).ToArray();
        using var reader = AudioReader.Open(file.Path, null, Ffmpeg.Missing);
        var ours = ReadAll(reader);
        Close.Assert(ours, theirs, largest, 0, name + " " + options);
        var difference = ours.Zip(theirs, (a, b) => ((double)a - b) * (a - b)).Sum();
        var signal = theirs.Sum(s => (double)s * s);
        (10 * Math.Log10(signal / difference)).ShouldBeGreaterThan(decibels);
        reader.Findings.Peak.ShouldBe(ours.Max(MathF.Abs));

        var isTold = name != "untold.mp3";
        AudioInfo.Read(file.Path).Frames.ShouldBe(isTold ? theirs.Length / reader.Info.Channels : null);
        using var pipe = new SlowPipe(File.ReadAllBytes(file.Path));
        using var fromPipe = AudioReader.Open(pipe, "pipe", null, Ffmpeg.Missing);
        ReadAll(fromPipe).ShouldBe(ours);
    }

    [FfmpegTheory]
    [InlineData("low.mp3", "-ar 8000 -b:a 16k")]
    [InlineData("six.ogg", "-ac 6 -c:a libvorbis")]
    public void What_the_libraries_decode_to_something_else_is_left_to_ffmpeg(string name, string options)
    {
        var source = Path.Combine(Repository.Golden, "librosa-0.11.0", "speech_a", "speech_a.wav");
        using var file = new TemporaryFile(null, name);
        FfmpegTests.Run("ffmpeg", ["-v", "error", "-i", source, .. options.Split(' '), file.Path]);
        Should.Throw<AudioFormatException>(() => AudioReader.Open(file.Path, null, Ffmpeg.Missing)).Message.ShouldContain("ffmpeg");
        AudioClip.Load(file.Path).DurationSeconds.ShouldBe(2.178, 0.01);
    }

    internal static float[] ReadAll(AudioReader reader)
    {
        var (all, block) = (new List<float>(), new float[777 * reader.Info.Channels]);
        while (reader.ReadFrames(block) is > 0 and var frames) all.AddRange(block.AsSpan(0, frames * reader.Info.Channels));
        return [.. all];
    }
}
