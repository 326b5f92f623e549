using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Recordings as their publishers released them, and what traps they hold.</summary>
public class RealRecordingTests
{
    [RealOriginalsFact]
    public void Published_files_are_what_they_are_and_not_what_they_are_called()
    {
        Info("ravdess", "03-01-02-01-01-02-01.wav").Channels.ShouldBe(2);
        Info("ravdess", "03-01-08-01-02-02-01.wav").Channels.ShouldBe(2);
        Info("tess", "YAF_germ_angry.wav").ShouldBe(new AudioInfo("AIFF", "PCM 16", 24414, 1, 53847));
        Info("tess", "YAF_neat_fear.wav").Container.ShouldBe("AIFF");
        Info("tess", "OAF_back_angry.wav").ShouldBe(new AudioInfo("WAV", "float 32", 44100, 1, 220500));
        Info("tess", "OAF_food_fear.wav").SampleRateHz.ShouldBe(96000);
        Info("emovo", "dis-f1-b1.wav").Channels.ShouldBe(2);
        Info("emovo", "rab-f1-b1.wav").Channels.ShouldBe(1);
        Info("emovo", "dis-f1-b1.wav").SampleRateHz.ShouldBe(48000);
    }

    [RealOriginalsFact]
    public void Published_files_are_decoded_as_ffmpeg_and_sox_decode_them()
    {
        var files = Directory.GetFiles(Tier.OriginalsFolder, "*.wav", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThanOrEqualTo(19);
        foreach (var file in files)
        {
            var info = AudioInfo.Read(file);
            var clip = AudioClip.Load(file);
            ((long)clip.Samples.Length).ShouldBe(info.Frames!.Value, file);
            if (Tier.HasCommand("ffmpeg"))
            {
                var theirs = FfmpegTests.Run("ffmpeg", "-v", "error", "-i", file, "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1");
                Close.Assert(clip.Samples, FfmpegTests.Mean(theirs, info.Channels), 1e-7, 0, "ffmpeg " + file);
            }

            if (Tier.HasCommand("sox"))
            {
                var type = info.Container == "AIFF" ? "aiff" : "wav";
                var theirs = FfmpegTests.Run("sox", "-V0", "-t", type, file, "-t", "f32", "-");
                // SoX clips what lies beyond full scale.
                Close.Assert(Array.ConvertAll(clip.Samples, x => Math.Clamp(x, -1, 1)), FfmpegTests.Mean(theirs, info.Channels), 1e-7, 0,
                    "sox " + file);
            }

            foreach (var rate in new[] { 16000, 22050 })
            {
                var resampled = AudioClip.Load(file, rate);
                resampled.Samples.Length.ShouldBe((int)Math.Ceiling(clip.Samples.Length * ((double)rate / clip.SampleRateHz)), file);
                resampled.Samples.ShouldBe(clip.Resample(rate).Samples, file);
            }
        }
    }

    [RealSpeechFact]
    public void Every_file_of_the_corpora_has_a_header_that_tells_its_length()
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(Tier.DataFolder, "*.wav", SearchOption.AllDirectories))
        {
            var info = AudioInfo.Read(file);
            info.DurationSeconds!.Value.ShouldBeInRange(0.2, 60, file);
            if (count++ % 100 == 0) AudioClip.Load(file).Samples.Length.ShouldBe((int)info.Frames!.Value, file);
        }

        count.ShouldBeGreaterThan(0);
    }

    private static AudioInfo Info(string corpus, string name) => AudioInfo.Read(Path.Combine(Tier.OriginalsFolder, corpus, name));
}
