using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Hearing;

public sealed class SpeechDetectorTests
{
    private static readonly SpeechDetector Detector = SpeechDetector.Default;

    [Theory]
    [InlineData("speech_a")]
    [InlineData("chirp_noise")]
    public void The_network_without_a_gain_answers_what_its_publishers_answer(string signal)
    {
        var expected = NpyArray.Load(Golden(signal + "_speech_probability.npy")).ToSingle();
        Close.Assert(Detector.RawProbabilities(Samples(signal)), expected, 1e-4, 0, signal);
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-30)]
    [InlineData(-17.3)]
    [InlineData(6)]
    [InlineData(12)]
    public void The_answer_does_not_depend_on_how_loud_a_recording_is(double gainDb)
    {
        // A few single steps of 16 bits stand before one of them, and the high-pass that dies away behind each.
        float[] steps = new float[16_000];
        steps[700] = steps[9000] = steps[9001] = 1 / 32768f;
        float[][] recordings =
        [
            Recorded("speech_a"), Recorded("chirp_noise"), Noise(40_000, 0.02), HighPass.Apply([.. steps, .. Recorded("speech_a")], 16000),
        ];
        foreach (var samples in recordings)
        {
            var gain = (float)Math.Pow(10, gainDb / 20);
            Close.Assert(
                Detector.Probabilities(samples.Select(s => gain * s).ToArray()), Detector.Probabilities(samples), 1e-4, 0, $"{gainDb} dB");
        }
    }

    [Fact]
    public void A_stream_that_is_cut_in_any_way_and_the_whole_give_the_same_bits()
    {
        // Long enough for several batches, with silence inside and a rest at the end.
        float[] samples = [.. Samples("speech_a"), .. new float[5000], .. Noise(3000, 1e-4), .. Samples("speech_a"), .. Noise(777, 0.3)];
        var whole = Detector.Probabilities(samples);
        whole.Length.ShouldBe((samples.Length + 511) / 512);
        foreach (var most in new[] { 1, 63, 512, 1000, 5000, 40_000 })
        {
            var random = new Random(most);
            var stream = Detector.OpenStream();
            var answers = new List<float>();
            for (var at = 0; at < samples.Length;)
            {
                var length = Math.Min(samples.Length - at, random.Next(most + 1));
                answers.AddRange(stream.Push(samples.AsSpan(at, length)));
                at += length;
                answers.Count.ShouldBe(at / 512);
            }

            answers.AddRange(stream.Finish());
            answers.ToArray().ShouldBe(whole, $"parts of up to {most} samples");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(32 * 512)]
    [InlineData(32 * 512 + 1)]
    public void Every_block_that_is_begun_has_an_answer(int length)
    {
        var answers = Detector.Probabilities(Noise(length, 0.1));
        answers.Length.ShouldBe((length + 511) / 512);
        answers.ShouldAllBe(p => p >= 0 && p <= 1);
    }

    [Fact]
    public void A_block_depends_on_nothing_behind_it()
    {
        var samples = Samples("speech_a");
        var whole = Detector.Probabilities(samples);
        foreach (var blocks in new[] { 1, 7, 31, 33, 50 })
            Detector.Probabilities(samples.AsSpan(0, blocks * 512)).ShouldBe(whole[..blocks]);
    }

    [Fact]
    public void What_nobody_speaks_is_no_speech()
    {
        var sounds = new Dictionary<string, float[]> { ["silence"] = new float[48_000], ["white noise"] = Noise(48_000, 0.1) };
        for (var hz = 60.0; hz < 7000; hz *= 1.7)
        {
            var step = 2 * Math.PI * hz / SpeechDetector.SampleRateHz;
            sounds[$"tone {hz:F0} Hz"] = Signal(t => Math.Sin(step * t));
            sounds[$"chord {hz:F0} Hz"] = Signal(t => Math.Sin(step * t) + Math.Sin(1.26 * step * t) + Math.Sin(1.5 * step * t));
            sounds[$"square {hz:F0} Hz"] = Signal(t => Math.Sign(Math.Sin(step * t)));
        }

        sounds["chirp"] = Signal(t => Math.Sin(t * (0.05 + (t * 1e-5))));
        foreach (var (name, samples) in sounds)
        {
            foreach (var gain in new[] { 0.001f, 0.3f })
                SpeechSpans.HasSpeech(Detector.Probabilities(samples.Select(s => gain * s).ToArray())).ShouldBeFalse(name);
        }

        Detector.Probabilities(Samples("speech_a")).Count(p => p > 0.5f).ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Silence_before_inside_and_behind_speech_stays_no_speech_and_takes_none_away()
    {
        var speech = Samples("speech_a");
        var second = new float[16_384];
        var alone = Detector.Probabilities(speech).Count(p => p > 0.5f);
        var answers = Detector.Probabilities([.. second, .. second, .. speech, .. second, .. second, .. second]);
        answers.Take(64).ShouldAllBe(p => p < 0.2f);
        answers.TakeLast(64).ShouldAllBe(p => p < 0.2f);
        answers.Count(p => p > 0.5f).ShouldBeInRange(alone - 5, alone + 15);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 511)]
    [InlineData(float.NegativeInfinity, 20_000)]
    public void A_sample_that_is_no_number_is_refused_by_its_place(float value, int place)
    {
        var samples = Noise(30_000, 0.1);
        samples[place] = value;
        var message = Should.Throw<ArgumentException>(() => Detector.Probabilities(samples)).Message;
        message.ShouldContain($"Sample {place} is ");
        message.ShouldNotContain("Parameter");

        var stream = Detector.OpenStream();
        stream.Push(Noise(1000, 0.1));
        Should.Throw<ArgumentException>(() => stream.Push(samples)).Message.ShouldContain($"Sample {1000 + place} is ");
    }

    [Fact]
    public void A_refused_part_leaves_a_stream_as_it_was()
    {
        var samples = Samples("speech_a");
        var stream = Detector.OpenStream();
        var answers = new List<float>(stream.Push(samples.AsSpan(0, 10_000)));
        Should.Throw<ArgumentException>(() => stream.Push([0.1f, float.NaN]));
        answers.AddRange(stream.Push(samples.AsSpan(10_000)));
        answers.AddRange(stream.Finish());
        answers.ToArray().ShouldBe(Detector.Probabilities(samples));
    }

    [Fact]
    public void A_finished_stream_takes_nothing_more()
    {
        var stream = Detector.OpenStream();
        stream.Finish().ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => stream.Push(new float[1])).Message.ShouldContain("open another");
        Should.Throw<InvalidOperationException>(() => stream.Finish());
    }

    [Fact]
    public void Any_finite_samples_have_an_answer()
    {
        foreach (var scale in new[] { float.Epsilon, 1e-30f, 1e30f, float.MaxValue })
        {
            float[] samples = [.. Noise(4096, 1).Select(s => Math.Clamp(s, -1, 1) * scale), .. Noise(4096, 0.1), .. new float[600]];
            Detector.Probabilities(samples).ShouldAllBe(p => p >= 0 && p <= 1);
        }
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        var signals = Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? Samples("speech_a") : Noise(20_000 + i, 0.1)).ToArray();
        var expected = signals.Select(s => Detector.Probabilities(s)).ToArray();
        var answers = new float[signals.Length][];
        Parallel.For(0, signals.Length, i => answers[i] = Detector.Probabilities(signals[i]));
        for (var i = 0; i < signals.Length; i++) answers[i].ShouldBe(expected[i]);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(22050)]
    [InlineData(48000)]
    public void A_clip_of_any_rate_with_an_offset_is_heard(int rate)
    {
        var clip = new AudioClip(Recorded("speech_a"), 16000).Resample(rate);
        var lifted = new AudioClip(clip.Samples.Select(s => s + 0.2f).ToArray(), rate);
        var answers = Detector.Probabilities(lifted);
        Close.Assert(answers, Detector.Probabilities(clip), 1e-3, 0, "offset");
        answers.Count(p => p > 0.5f).ShouldBeGreaterThan(40);
    }

    [RealSpeechFact]
    public void Real_speech_is_found_as_it_is_and_30_dB_quieter_in_16_bits()
    {
        var files = Directory.GetFiles(Tier.DataFolder, "*.wav", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Where((_, i) => i % 20 == 0).ToArray();
        var gain = Math.Pow(10, -30 / 20.0);
        var (found, quiet) = (0, 0);
        foreach (var file in files)
        {
            var clip = AudioClip.Load(file);
            var faint = clip.Samples.Select(s => (float)(Math.Round(gain * s * 32768) / 32768)).ToArray();
            if (SpeechSpans.HasSpeech(Detector.Probabilities(clip))) found++;
            if (SpeechSpans.HasSpeech(Detector.Probabilities(new AudioClip(faint, clip.SampleRateHz)))) quiet++;
        }

        found.ShouldBeGreaterThanOrEqualTo((int)(0.98 * files.Length));
        quiet.ShouldBeGreaterThanOrEqualTo((int)(0.98 * files.Length));
    }

    private static float[] Samples(string signal) => AudioClip.Load(Golden(signal + "_16k.wav")).Samples;

    /// <summary>As a file of 16 bits has it: either silence or at least one step.</summary>
    private static float[] Recorded(string signal) => [.. Samples(signal).Select(s => MathF.Round(s * 32768) / 32768)];

    private static string Golden(string file) => Path.Combine(Repository.Golden, "silero-vad-6", file);

    private static float[] Signal(Func<double, double> of) => [.. Enumerable.Range(0, 48_000).Select(t => (float)of(t))];

    private static float[] Noise(int length, double deviation)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(deviation * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1)))];
    }
}
