using System.Buffers;
using System.Text.Json;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Explanations;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Inference.Explanations;

/// <summary>What an answer rests on.</summary>
public sealed class ExplainerTests
{
    private static readonly AudioClip Angry = AudioClip.Load(Repository.Of("samples", "audio", "angry-synthetic.wav"));
    private static readonly Lazy<EmotionRecognizer> Tiny = new(() => EmotionRecognizer.LoadBuiltIn("tiny"));

    [Fact]
    public void The_answer_is_the_one_that_predict_gives_and_everything_covers_the_recording()
    {
        var explained = Explainer.Explain(Tiny.Value, Angry);
        var expected = Tiny.Value.Predict(Angry, segments: true);
        Json(w => PredictionJson.Write(w, explained.Prediction.Prediction!)).ShouldBe(Json(w => PredictionJson.Write(w, expected)));
        explained.Model.Name.ShouldBe("tiny");

        var frames = 1 + (Angry.Resample(16_000).Samples.Length / 256);
        explained.Spectrogram.Frames.ShouldBe(frames);
        explained.Spectrogram.Values.Length.ShouldBe(frames * 64);
        explained.Spectrogram.Values.Max().ShouldBe((byte)255);
        explained.Spectrogram.CentersHz.Count.ShouldBe(64);
        explained.Spectrogram.CentersHz.ShouldBeInOrder();
        explained.Pitch.Values.Count.ShouldBe(frames);
        explained.Pitch.Values.OfType<double>().ShouldAllBe(hz => hz >= 65 && hz <= 600);
        explained.Energy.Values.Count.ShouldBe(frames);
        explained.Energy.Values.ShouldAllBe(db => db >= -100 && db <= 0);
        explained.Speech.ShouldBe(SpeechSpans.Find(
            SpeechDetector.Default.Probabilities(Angry), Angry.DurationSeconds, new SpeechOptions()));

        var peaks = explained.Waveform;
        peaks.Min.Count.ShouldBe((int)Math.Ceiling(Angry.DurationSeconds / peaks.SecondsPerPeak));
        peaks.Min.Min().ShouldBe(Angry.Samples.Min());
        peaks.Max.Max().ShouldBe(Angry.Samples.Max());
    }

    [Fact]
    public void The_map_is_what_the_model_says_of_the_clip_without_each_cell()
    {
        var map = Explainer.Explain(Tiny.Value, Angry).Occlusion!;
        map.Emotion.ShouldBe(Tiny.Value.Predict(Angry).Emotion);
        map.Values.Count.ShouldBeLessThanOrEqualTo(16);
        map.Values.ShouldAllBe(column => column.Count == 6);
        map.BandEdgesHz.Count.ShouldBe(7);
        (map.Values.Count * map.CellSeconds).ShouldBeGreaterThanOrEqualTo(Angry.DurationSeconds - 1e-9);
        map.Values.SelectMany(v => v).ShouldContain(v => Math.Abs(v) > 1e-4);
        var plain = Tiny.Value.Predict(Angry).Scores[map.Emotion];
        var occluder = new Occluder(Angry, Angry);
        for (var c = 0; c < 3; c++)
        {
            var cell = new Cell(c * map.CellSeconds, (c + 1) * map.CellSeconds, map.BandEdgesHz[2], map.BandEdgesHz[3]);
            var without = Tiny.Value.Predict(occluder.Without(cell)).Scores[map.Emotion];
            map.Values[c][2].ShouldBe(plain - without);
        }
    }

    [Fact]
    public void The_same_sound_gives_the_same_bytes()
    {
        var first = Json(w => ExplanationJson.Write(w, Explainer.Explain(Tiny.Value, Angry)));
        Json(w => ExplanationJson.Write(w, Explainer.Explain(Tiny.Value, Angry))).ShouldBe(first);
        using var document = JsonDocument.Parse(first);
        document.RootElement.EnumerateObject().Select(m => m.Name).ShouldBe(
            ["model", "prediction", "waveform", "spectrogram", "speech", "pitch", "energy", "occlusion"]);
    }

    [Fact]
    public void Only_the_cell_is_changed_and_only_down_to_the_floor()
    {
        var occluder = new Occluder(Angry, Angry);
        var cell = new Cell(0.5, 0.75, 500, 1500);
        occluder.Holds(cell).ShouldBeTrue();
        var without = occluder.Without(cell).Samples;
        // A frame of 32 ms reaches half of it beyond the cell.
        var (from, to) = ((int)((0.5 - 0.033) * Angry.SampleRateHz), (int)((0.75 + 0.033) * Angry.SampleRateHz));
        for (var i = 0; i < without.Length; i++)
        {
            if (i < from || i > to) without[i].ShouldBe(Angry.Samples[i]);
        }

        Power(without, from, to).ShouldBeLessThan(Power(Angry.Samples, from, to));
        // Without a cell nothing is taken: the clip is its own resynthesis.
        occluder.Without(new Cell(0, 0, 0, 0)).Samples.ShouldBe(Angry.Samples);
    }

    [Fact]
    public void A_cell_in_silence_holds_nothing_and_moves_nothing()
    {
        var rate = Angry.SampleRateHz;
        var padded = new AudioClip([.. Angry.Samples, .. new float[2 * rate]], rate);
        var map = Explainer.Explain(Tiny.Value, padded).Occlusion!;
        var first = (int)Math.Ceiling((Angry.DurationSeconds + 0.05) / map.CellSeconds);
        first.ShouldBeLessThan(map.Values.Count);
        map.Values.Skip(first).ShouldAllBe(column => column.All(v => v == 0));
        map.Values.Take(first).SelectMany(v => v).ShouldContain(v => v != 0);
    }

    [Fact]
    public void Silence_is_seen_and_not_explained()
    {
        var explained = Explainer.Explain(Tiny.Value, new AudioClip(new float[16_000], 16_000));
        explained.Occlusion.ShouldBeNull();
        explained.Spectrogram.Values.ShouldAllBe(v => v == 0);
        explained.Pitch.Values.ShouldAllBe(v => v == null);
        explained.Energy.Values.ShouldAllBe(v => v == -100);
        explained.Speech.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    public void Any_rate_can_be_seen(int rateHz)
    {
        var explained = Explainer.Explain(Tiny.Value, Angry.Resample(rateHz), new ExplanationOptions { Occlusion = false });
        explained.Occlusion.ShouldBeNull();
        explained.Spectrogram.HopSeconds.ShouldBe(0.016, 1e-4);
        explained.Spectrogram.CentersHz[^1].ShouldBeLessThan(Math.Min(8_000, rateHz / 2));
    }

    [Fact]
    public void Of_a_long_recording_the_beginning_is_seen_and_the_clearest_part_of_it_occluded()
    {
        var rate = Angry.SampleRateHz;
        var samples = new float[40 * rate];
        Angry.Samples.CopyTo(samples, 20 * rate);
        var options = new ExplanationOptions();
        var explained = Explainer.Explain(Tiny.Value, new AudioClip(samples, rate), options);
        explained.Prediction.Prediction!.DurationSeconds.ShouldBe(40);
        (explained.Spectrogram.Frames * explained.Spectrogram.HopSeconds).ShouldBe(30, 0.05);
        (explained.Waveform.Min.Count * explained.Waveform.SecondsPerPeak).ShouldBe(40, 0.02);
        explained.Waveform.Min.Count.ShouldBeLessThanOrEqualTo(4000);
        var map = explained.Occlusion!;
        map.StartSeconds.ShouldBeInRange(5.5, 15);
        map.Values.Count.ShouldBe(16);
        (map.CellSeconds * 16).ShouldBe(15, 1e-9);
    }

    [Fact]
    public void A_recording_that_is_read_by_blocks_is_explained_as_the_clip_is()
    {
        var file = Repository.Of("samples", "audio", "angry-synthetic.wav");
        var answer = Tiny.Value.PredictFiles([file], new BatchOptions { Segments = true }).Single();
        var read = Explainer.Explain(Tiny.Value, answer with { File = "clip" }, () => AudioReader.Open(file));
        Json(w => ExplanationJson.Write(w, read)).ShouldBe(Json(w => ExplanationJson.Write(w, Explainer.Explain(Tiny.Value, Angry))));
    }

    [Fact]
    public void The_work_can_be_ended()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => Explainer.Explain(Tiny.Value, Angry, null, stop.Token));
        using var later = new CancellationTokenSource();
        var answer = Tiny.Value.PredictFiles(["a"], new BatchOptions { Segments = true, Load = _ => Angry }).Single();
        Should.Throw<OperationCanceledException>(() => Explainer.Explain(Tiny.Value, answer, () =>
        {
            later.Cancel();
            return AudioReader.Open(Repository.Of("samples", "audio", "angry-synthetic.wav"));
        }, null, later.Token));
    }

    private static double Power(float[] samples, int from, int to) => samples[from..to].Sum(s => (double)s * s);

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
