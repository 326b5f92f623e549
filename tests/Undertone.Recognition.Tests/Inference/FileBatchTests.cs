using System.Collections.Concurrent;
using System.Security;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Inference;

public sealed class FileBatchTests
{
    private static readonly EmotionRecognizer Base = EmotionRecognizer.LoadBuiltIn();
    private static readonly AudioClip Speech = AudioClip.Load(Repository.Of("samples", "audio", "neutral-synthetic.wav"));

#pragma warning disable CA2201 // Exceptions of the runtime are what is meant.
    public static TheoryData<string, Exception> Thrown() => new()
    {
        { "internal", new IndexOutOfRangeException("library text") },
        { "internal", new ArgumentOutOfRangeException("rate", "library text") },
        { "internal", new NullReferenceException("library text") },
        { "internal", new OverflowException("library text") },
        { "internal", new InvalidOperationException("library text") },
        { "internal", new SecurityException("library text") },
        { "memory", new OutOfMemoryException("library text") },
        { "not-found", new FileNotFoundException("library text") },
        { "not-found", new DirectoryNotFoundException("library text") },
        { "not-found", new PathTooLongException("library text") },
        { "unreadable", new UnauthorizedAccessException("library text") },
        { "unreadable", new IOException("library text") },
        { "unusable", new InvalidDataException("its samples are odd.") },
    };
#pragma warning restore CA2201

    [Theory]
    [MemberData(nameof(Thrown))]
    public void Whatever_one_file_throws_the_others_are_answered(string code, Exception thrown)
    {
        var results = Predict(["a", "bad", "z"], name => name == "bad" ? throw thrown : Speech);
        results.Select(r => r.File).ShouldBe(["a", "bad", "z"]);
        results[0].Prediction.ShouldNotBeNull();
        results[2].Prediction!.Scores.ShouldBe(results[0].Prediction!.Scores);
        var error = results[1].Error!;
        (error.Code, error.Exception).ShouldBe((code, thrown));
        error.Message.ShouldStartWith("bad: ");
        error.Message.ShouldNotContain("library text");
        error.Message.ShouldNotContain("Parameter");
    }

    [Theory]
    [InlineData(1e12, 16000)]
    [InlineData(1e18, 16000)]
    [InlineData(-3e38, 16000)]
    [InlineData(3e38, 44100)]
    [InlineData(1, 1)]
    [InlineData(1, 10)]
    [InlineData(1, 62)]
    [InlineData(1, 5_000_000)]
    [InlineData(1e18, 10)]
    [InlineData(1, int.MaxValue)]
    public void A_finite_but_absurd_clip_is_answered_with_finite_scores_or_refused_by_name(double amplitude, int rateHz)
    {
        var result = Predict(["odd"], _ => Clip(amplitude, rateHz, 4000)).ShouldHaveSingleItem();
        if (result.Prediction is { } answer)
        {
            answer.Scores.ShouldAllBe(s => s.Value >= 0 && s.Value <= 1);
            answer.Scores.Sum(s => s.Value).ShouldBe(1, 1e-6);
        }
        else
        {
            result.Error!.Code.ShouldBe("unusable");
            result.Error.Message.ShouldStartWith("odd: its ");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Answers_come_in_the_order_of_the_files_whichever_is_ready_first(int threads)
    {
        var names = Enumerable.Range(0, 600).Select(i => $"{i}").ToArray();
        var results = Predict(names, name => int.Parse(name) % 50 == 0 ? Slow() : throw new IOException(), threads);
        results.Select(r => r.File).ShouldBe(names);
        results.Select(r => r.Error is null).ShouldBe(names.Select(n => int.Parse(n) % 50 == 0));

        static AudioClip Slow()
        {
            Thread.Sleep(20);
            return new AudioClip(new float[100], 16000);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_more_files_are_open_at_a_time_than_there_are_threads(int threads)
    {
        var (open, most) = (0, 0);
        Predict([.. Enumerable.Range(0, 60).Select(i => $"{i}")], _ =>
        {
            var now = Interlocked.Increment(ref open);
            InterlockedMax(ref most, now);
            Thread.Sleep(1);
            Interlocked.Decrement(ref open);
            throw new IOException();
        }, threads);
        most.ShouldBeInRange(1, threads);
    }

    [Fact]
    public void The_sequence_is_lazy_and_its_reading_ahead_is_bounded()
    {
        var taken = 0;
        var endless = EndlessNames(() => taken++);
        var results = Base.PredictFiles(endless, new BatchOptions { Load = _ => throw new IOException() });
        taken.ShouldBe(0);
        results.Take(5).Count().ShouldBe(5);
        taken.ShouldBeInRange(5, 300);
    }

    [Fact]
    public void A_caller_that_stops_asking_ends_the_work()
    {
        var begun = new ConcurrentBag<string>();
        var options = new BatchOptions
        {
            Threads = 1,
            Load = name =>
            {
                begun.Add(name);
                Thread.Sleep(5);
                throw new IOException();
            },
        };
        Base.PredictFiles(Enumerable.Range(0, 10_000).Select(i => $"{i}"), options).Take(1).Count().ShouldBe(1);
        Thread.Sleep(50);
        var count = begun.Count;
        Thread.Sleep(100);
        begun.Count.ShouldBe(count);
    }

    [Fact]
    public void An_interruption_hands_out_what_is_answered_and_does_not_wait_for_a_file_that_hangs()
    {
        using var interruption = new CancellationTokenSource();
        using var hangs = new ManualResetEventSlim();
        var answered = 0;
        var options = new BatchOptions
        {
            Threads = 2,
            Load = name =>
            {
                if (name == "hangs") hangs.Wait(TimeSpan.FromSeconds(30));
                if (Interlocked.Increment(ref answered) == 3) interruption.CancelAfter(50);
                return new AudioClip(new float[100], 16000);
            },
        };
        var results = new List<string>();
        Should.Throw<OperationCanceledException>(() =>
        {
            foreach (var result in Base.PredictFiles(["a", "hangs", "b", "c"], options, interruption.Token)) results.Add(result.File);
        });
        hangs.IsSet.ShouldBeFalse();
        results.ShouldBe(["a", "b", "c"]);
        hangs.Set();
    }

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(8, false)]
    [InlineData(20, true)]
    [InlineData(32768, true)]
    public void Samples_far_beyond_full_scale_are_noted_beside_the_answer(double amplitude, bool noted)
    {
        using var file = new MemoryStream();
        WavWriter.Write(file, Clip(amplitude, 16000, 8000), WavSampleFormat.IeeeFloat);
        file.Position = 0;
        var result = Predict(["loud"], name => AudioClip.Load(file, name)).ShouldHaveSingleItem();
        result.Prediction.ShouldNotBeNull();
        result.Notes.Count(n => n.Contains("times full scale", StringComparison.Ordinal)).ShouldBe(noted ? 1 : 0);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    [InlineData(0.5, false)]
    [InlineData(0, false)]
    public void Channels_that_cancel_in_the_mix_are_noted_beside_the_answer(double right, bool noted)
    {
        using var file = new MemoryStream();
        WavWriter.Write(file, new AudioClip(Interleaved(Speech.Samples, right), 16000));
        var bytes = file.ToArray();
        // Two channels in the header that the writer made for one: channels, bytes a second and bytes a frame.
        (bytes[22], bytes[32]) = (2, 4);
        BitConverter.GetBytes(16000 * 4).CopyTo(bytes, 28);
        var result = Predict(["stereo"], name => AudioClip.Load(new MemoryStream(bytes), name)).ShouldHaveSingleItem();
        result.Prediction!.Speech.ShouldBeTrue();
        result.Notes.Count(n => n.Contains("cancel each other", StringComparison.Ordinal)).ShouldBe(noted ? 1 : 0);
    }

    [Fact]
    public void Segments_carry_speech_and_uncertainty_of_their_own()
    {
        var samples = new float[3 * 16000 * 3 / 2];
        Array.Copy(Speech.Samples, 0, samples, 24000, 24000);
        var segments = Base.Predict(new AudioClip(samples, 16000), segments: true).Segments!;
        segments.Select(s => s.Speech).ShouldBe([false, true, false]);
        foreach (var s in segments)
        {
            (s.Emotion is not null).ShouldBe(s.Speech);
            s.Uncertain.ShouldBe(s.UncertainBecause.Count > 0);
            s.UncertainBecause.Contains(EmotionRecognizer.LowConfidence)
                .ShouldBe(s.Speech && s.Confidence < Base.Manifest.UncertainBelow);
        }
    }

    private static FilePrediction[] Predict(string[] files, Func<string, AudioClip> load, int threads = 2) =>
        [.. Base.PredictFiles(files, new BatchOptions { Load = load, Threads = threads })];

    private static AudioClip Clip(double amplitude, int rateHz, int count)
    {
        var samples = new float[count];
        for (var i = 0; i < count; i++) samples[i] = (float)(amplitude * (0.5 * Math.Sin(0.1 * i) + 0.4 * Math.Sin(0.033 * i * i % 7)));
        return new AudioClip(samples, rateHz);
    }

    private static float[] Interleaved(float[] left, double right)
    {
        var samples = new float[2 * left.Length];
        for (var i = 0; i < left.Length; i++) (samples[2 * i], samples[(2 * i) + 1]) = (left[i], (float)(right * left[i]));
        return samples;
    }

    private static IEnumerable<string> EndlessNames(Action taken)
    {
        for (var i = 0; ; i++)
        {
            taken();
            yield return $"{i}";
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most) Interlocked.CompareExchange(ref most, value, seen);
    }
}
