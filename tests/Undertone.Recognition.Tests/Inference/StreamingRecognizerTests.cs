using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Inference;

public sealed class StreamingRecognizerTests
{
    private static readonly EmotionRecognizer Base = EmotionRecognizer.LoadBuiltIn();

    [Theory]
    [InlineData(8000, 3, 0.5)]
    [InlineData(16000, 3, 1.5)]
    [InlineData(16000, 1.5, 1.5)]
    [InlineData(44100, 2, 0.7)]
    [InlineData(48000, 3, 0.5)]
    public void Answers_have_the_same_bits_however_the_samples_are_cut(int rateHz, double window, double hop)
    {
        var samples = Talk(rateHz, 11);
        var options = new StreamingOptions { WindowSeconds = window, HopSeconds = hop };
        var whole = Answers(samples, rateHz, options, _ => samples.Length);
        whole.Count.ShouldBe((int)Math.Round((double)samples.Length / rateHz / hop));
        whole.Count(a => a.Speech).ShouldBeGreaterThan(whole.Count / 3);
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var random = new Random(seed);
            var most = seed == 1 ? 400 : 3 * rateHz;
            var pieces = Answers(samples, rateHz, options, _ => random.Next(0, most));
            ShouldBeEqual(pieces, whole);
        }
    }

    [Fact]
    public void Segments_of_a_clip_are_the_answers_of_a_stream_with_their_window_and_hop()
    {
        foreach (var rateHz in new[] { 16000, 22050 })
        {
            var samples = Talk(rateHz, 7);
            var segments = Base.Predict(new AudioClip(samples, rateHz), segments: true).Segments!;
            var stream = Answers(samples, rateHz, new StreamingOptions { HopSeconds = 1.5 }, _ => 1000);
            ShouldBeEqual([.. segments.Cast<StreamingPrediction>()], stream);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, 1)]
    [InlineData(0.74, 1)]
    [InlineData(0.76, 2)]
    [InlineData(10, 20)]
    public void Segments_follow_each_other_from_the_first_sample_to_the_last(double seconds, int count)
    {
        var samples = Talk(16000, 12)[..(int)(16000 * seconds)];
        var answers = Answers(samples, 16000, null, _ => 777);
        answers.Count.ShouldBe(count);
        if (count == 0) return;
        answers[0].StartSeconds.ShouldBe(0);
        answers[^1].EndSeconds.ShouldBe(samples.Length / 16000.0);
        for (var i = 1; i < count; i++) answers[i].StartSeconds.ShouldBe(answers[i - 1].EndSeconds);
        foreach (var a in answers)
        {
            a.WindowStartSeconds.ShouldBe(Math.Max(0, a.StartSeconds - 1.25));
            a.WindowEndSeconds.ShouldBeInRange(a.EndSeconds, a.StartSeconds + 1.75);
        }
    }

    [Fact]
    public void Scores_are_smoothed_as_the_options_say_and_raw_ones_are_those_without()
    {
        var samples = Talk(16000, 20);
        var raw = Answers(samples, 16000, new StreamingOptions { SmoothingSeconds = 0 }, _ => 8000);
        var smooth = Answers(samples, 16000, new StreamingOptions { SmoothingSeconds = 2 }, _ => 8000);
        var kept = Math.Exp(-0.5 / 2);
        double[]? state = null;
        for (var i = 0; i < raw.Count; i++)
        {
            smooth[i].RawScores.ShouldBe(raw[i].Scores);
            double[] own = [.. raw[i].Scores.Select(s => s.Value)];
            if (state is not null) own = [.. own.Select((v, c) => (kept * state[c]) + ((1 - kept) * v))];
            if (raw[i].Speech) smooth[i].Scores.Select(s => s.Value).ShouldBe(own);
            state = raw[i].Speech ? own : null;
        }

        smooth.Zip(raw).Count(p => !p.First.Scores.SequenceEqual(p.Second.Scores)).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Blocks_that_come_asynchronously_get_the_same_answers()
    {
        var samples = Talk(16000, 6);
        var answers = new List<StreamingPrediction>();
        await foreach (var answer in StreamingRecognizer.PredictAsync(Base, Blocks(), 16000)) answers.Add(answer);
        ShouldBeEqual(answers, Answers(samples, 16000, null, _ => 100_000));

        async IAsyncEnumerable<ReadOnlyMemory<float>> Blocks()
        {
            for (var i = 0; i < samples.Length; i += 5000)
            {
                await Task.Yield();
                yield return samples.AsMemory(i, Math.Min(5000, samples.Length - i));
            }
        }
    }

    [Theory]
    [InlineData(3, 0.05, 0.5, "HopSeconds")]
    [InlineData(3, double.NaN, 0.5, "HopSeconds")]
    [InlineData(0.4, 0.5, 0.5, "WindowSeconds")]
    [InlineData(61, 0.5, 0.5, "WindowSeconds")]
    [InlineData(double.PositiveInfinity, 0.5, 0.5, "WindowSeconds")]
    [InlineData(3, 0.5, -1, "SmoothingSeconds")]
    [InlineData(3, 0.5, double.NaN, "SmoothingSeconds")]
    public void Options_that_make_no_sense_are_refused_by_name(double window, double hop, double smoothing, string name)
    {
        var options = new StreamingOptions { WindowSeconds = window, HopSeconds = hop, SmoothingSeconds = smoothing };
        var refused = Should.Throw<ArgumentException>(() => new StreamingRecognizer(Base, 16000, options));
        refused.Message.ShouldStartWith(name);
        refused.Message.ShouldNotContain("Parameter");
    }

    [Fact]
    public void What_is_no_sample_or_comes_behind_the_end_is_refused()
    {
        var stream = new StreamingRecognizer(Base, 16000);
        Should.Throw<InvalidDataException>(() => stream.Push([0, float.NaN]));
        stream.HeardSeconds.ShouldBe(0);
        stream.Complete().ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => stream.Push([0]));
        Should.Throw<InvalidOperationException>(() => stream.Complete());
        Should.Throw<InvalidDataException>(() => new StreamingRecognizer(Base, 1));
    }

    internal static void ShouldBeEqual(IReadOnlyList<StreamingPrediction> actual, IReadOnlyList<StreamingPrediction> expected)
    {
        actual.Count.ShouldBe(expected.Count);
        for (var i = 0; i < actual.Count; i++)
        {
            var (a, e) = (actual[i], expected[i]);
            a.Scores.ShouldBe(e.Scores);
            a.RawScores.ShouldBe(e.RawScores);
            a.UncertainBecause.ShouldBe(e.UncertainBecause);
            a.Quality.Flags.ShouldBe(e.Quality.Flags);
            Bare(a).ShouldBe(Bare(e));
        }

        static StreamingPrediction Bare(StreamingPrediction p) => p with
        {
            Scores = null!,
            RawScores = null!,
            UncertainBecause = null!,
            Quality = p.Quality with { Flags = null! },
        };
    }

    /// <summary>The sample clips one after the other with pauses, up to a length.</summary>
    internal static float[] Talk(int rateHz, double seconds)
    {
        var clips = Directory.GetFiles(Repository.Of("samples", "audio"), "*.wav").Order(StringComparer.Ordinal)
            .Select(f => AudioClip.Load(f, rateHz).Samples).ToArray();
        var (talk, at) = (new float[(int)(rateHz * seconds)], 0);
        for (var i = 0; at < talk.Length; i++)
        {
            var clip = clips[i % clips.Length];
            clip.AsSpan(0, Math.Min(clip.Length, talk.Length - at)).CopyTo(talk.AsSpan(at));
            at += clip.Length + (i % 3 * rateHz);
        }

        return talk;
    }

    private static List<StreamingPrediction> Answers(float[] samples, int rateHz, StreamingOptions? options, Func<int, int> next)
    {
        var stream = new StreamingRecognizer(Base, rateHz, options);
        var answers = new List<StreamingPrediction>();
        for (var at = 0; at < samples.Length;)
        {
            var count = Math.Min(samples.Length - at, next(at));
            answers.AddRange(stream.Push(samples.AsSpan(at, count)));
            at += count;
        }

        answers.AddRange(stream.Complete());
        return answers;
    }
}
