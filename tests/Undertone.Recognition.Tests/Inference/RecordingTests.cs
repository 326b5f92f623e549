using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Inference;

/// <summary>Recordings that are read by blocks: short ones as ever, long ones by their segments, at bounded memory.</summary>
public sealed class RecordingTests : IDisposable
{
    private static readonly EmotionRecognizer Base = EmotionRecognizer.LoadBuiltIn();
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-long-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(16000, 1, 29.9)]
    [InlineData(8000, 1, 34)]
    [InlineData(44100, 2, 33)]
    [InlineData(48000, 1, 31)]
    public void Files_clips_and_streams_have_the_same_bits_with_any_number_of_threads(int rateHz, int channels, double seconds)
    {
        var path = Write(rateHz, channels, seconds, "talk.wav");
        var clip = AudioClip.Load(path);
        var expected = Base.Predict(clip, segments: true);
        ShouldBeEqual(Base.Predict(path, segments: true), expected);
        ShouldBeEqual(Base.Predict(path), expected with { Segments = null });
        foreach (var threads in new[] { 1, 2, 5 })
        {
            var options = new BatchOptions { Segments = true, Threads = threads };
            ShouldBeEqual(Base.PredictFiles([path], options).Single().Prediction!, expected);
        }

        var stream = new StreamingRecognizer(Base, rateHz, StreamingOptions.Timeline);
        List<StreamingPrediction> answers = [.. stream.Push(clip.Samples), .. stream.Complete()];
        StreamingRecognizerTests.ShouldBeEqual([.. expected.Segments!.Cast<StreamingPrediction>()], answers);
    }

    [Fact]
    public void A_long_recording_is_the_mean_of_its_segments_by_their_speech()
    {
        var samples = StreamingRecognizerTests.Talk(16000, 40);
        var answer = Base.Predict(new AudioClip(samples, 16000), segments: true);
        var probabilities = SpeechDetector.Default.Probabilities(new AudioClip(samples, 16000));
        var (sums, all, speech) = (new double[Base.Labels.Count], 0.0, 0);
        foreach (var s in answer.Segments!.Cast<StreamingPrediction>())
        {
            var (from, to) = ((int)Math.Round(s.StartSeconds * 31.25), (int)Math.Round(s.EndSeconds * 31.25));
            var blocks = probabilities[from..Math.Min(to, probabilities.Length)].Count(p => p > 0.5);
            speech += blocks;
            if (!s.Speech) continue;
            for (var i = 0; i < sums.Length; i++) sums[i] += blocks * s.RawScores[i].Value;
            all += blocks;
        }

        for (var i = 0; i < sums.Length; i++) answer.Scores[i].Value.ShouldBe(sums[i] / all, 1e-6);
        answer.Emotion.ShouldBe(Base.Labels[answer.Scores.ArgMax()]);
        answer.Confidence.ShouldBe(answer.Scores[answer.Emotion!]);
        answer.DurationSeconds.ShouldBe(40);
        answer.Quality!.SpeechSeconds.ShouldBe(speech * 0.032, 1e-9);
        var whole = QualityMeter.Measure(new HeardClip(new AudioClip(samples, 16000)), 8000);
        answer.Quality.ClippedShare.ShouldBe(whole.ClippedShare);
        answer.Quality.LevelDb!.Value.ShouldBe(whole.LevelDb!.Value, 3);
        answer.Quality.BandwidthHz.ShouldBe(whole.BandwidthHz, 500);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void Silence_has_segments_and_no_emotion(int seconds)
    {
        var answer = Base.Predict(new AudioClip(new float[16000 * seconds], 16000), segments: true);
        (answer.Speech, answer.Emotion, answer.Confidence).ShouldBe((false, null, 0));
        answer.Segments!.Count.ShouldBe((int)Math.Round(seconds / 1.5));
        answer.Segments.ShouldAllBe(s => !s.Speech && s.Emotion == null);
        answer.Scores.Sum(s => s.Value).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void A_file_without_samples_is_refused_as_ever()
    {
        var path = Path.Combine(_folder, "empty.wav");
        WavWriter.Write(path, new AudioClip([0], 16000));
        var bytes = File.ReadAllBytes(path)[..44];
        bytes[40] = 0;
        bytes[4] = 36;
        File.WriteAllBytes(path, bytes);
        var ofClip = Should.Throw<AudioFormatException>(() => AudioClip.Load(path)).Message;
        Base.PredictFiles([path]).Single().Error!.Message.ShouldBe(ofClip);
        var split = new BatchOptions { Segments = true, Channels = ChannelMode.Split };
        Base.PredictFiles([path], split).Single().Error!.Message.ShouldBe(ofClip);
    }

    [Fact]
    public void Channels_that_are_split_are_heard_as_files_of_their_own()
    {
        var (left, right) = (StreamingRecognizerTests.Talk(16000, 33), StreamingRecognizerTests.Talk(16000, 36)[48000..]);
        var path = Path.Combine(_folder, "call.wav");
        WriteStereo(path, left, right, 16000);
        var options = new BatchOptions { Segments = true, Channels = ChannelMode.Split };
        var results = Base.PredictFiles([path], options).ToArray();
        results.Select(r => (r.File, r.Channel)).ShouldBe([(path, 1), (path, 2)]);
        ShouldBeEqual(results[0].Prediction!, Base.Predict(AsStored(left), segments: true));
        ShouldBeEqual(results[1].Prediction!, Base.Predict(AsStored(right), segments: true));
        var mono = Path.Combine(_folder, "mono.wav");
        WavWriter.Write(mono, new AudioClip(left, 16000));
        Base.PredictFiles([mono], options).Single().Channel.ShouldBe(1);
        Base.PredictFiles([path]).Single().Channel.ShouldBeNull();

        static AudioClip AsStored(float[] samples)
        {
            using var file = new MemoryStream();
            WavWriter.Write(file, new AudioClip(samples, 16000));
            file.Position = 0;
            return AudioClip.Load(file, "channel");
        }
    }

    [Fact]
    public void An_interruption_hands_out_the_segments_that_were_heard()
    {
        using var interruption = new CancellationTokenSource();
        var path = Write(16000, 1, 60, "long.wav");
        var options = new BatchOptions
        {
            Segments = true,
            Heard = (_, seconds, _) =>
            {
                if (seconds > 40) interruption.Cancel();
            },
        };
        var results = new List<FilePrediction>();
        Should.Throw<OperationCanceledException>(() =>
        {
            foreach (var result in Base.PredictFiles([path], options, interruption.Token)) results.Add(result);
        });
        var answer = results.ShouldHaveSingleItem().Prediction!;
        answer.Interrupted.ShouldBeTrue();
        answer.DurationSeconds.ShouldBeInRange(40, 41);
        answer.Segments![^1].EndSeconds.ShouldBe(answer.DurationSeconds);
        var whole = Base.Predict(path, segments: true).Segments!;
        for (var i = 0; i < answer.Segments.Count - 3; i++) answer.Segments[i].Scores.ShouldBe(whole[i].Scores);
    }

    private static void ShouldBeEqual(EmotionPrediction actual, EmotionPrediction expected)
    {
        actual.Scores.ShouldBe(expected.Scores);
        actual.UncertainBecause.ShouldBe(expected.UncertainBecause);
        (actual.DurationSeconds, actual.Emotion, actual.Confidence).ShouldBe(
            (expected.DurationSeconds, expected.Emotion, expected.Confidence));
        (actual.Quality! with { Flags = [] }).ShouldBe(expected.Quality! with { Flags = [] });
        (actual.Segments is null).ShouldBe(expected.Segments is null);
        if (expected.Segments is null) return;
        StreamingRecognizerTests.ShouldBeEqual(
            [.. actual.Segments!.Cast<StreamingPrediction>()], [.. expected.Segments.Cast<StreamingPrediction>()]);
    }

    private string Write(int rateHz, int channels, double seconds, string name)
    {
        var path = Path.Combine(_folder, name);
        var talk = StreamingRecognizerTests.Talk(rateHz, seconds);
        if (channels == 1) WavWriter.Write(path, new AudioClip(talk, rateHz));
        else WriteStereo(path, talk, [.. talk.Select(s => s / 3)], rateHz);
        return path;
    }

    private static void WriteStereo(string path, float[] left, float[] right, int rateHz)
    {
        WavWriter.Write(path, new AudioClip([.. left.Zip(right).SelectMany(p => new[] { p.First, p.Second })], rateHz));
        var bytes = File.ReadAllBytes(path);
        // Two channels in the header that the writer made for one: channels, bytes a second and bytes a frame.
        (bytes[22], bytes[32]) = (2, 4);
        BitConverter.GetBytes(rateHz * 4).CopyTo(bytes, 28);
        File.WriteAllBytes(path, bytes);
    }
}
