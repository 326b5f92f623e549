using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Tests.Inference;

public sealed class PredictionSerializationTests
{
    private static readonly JsonSerializerOptions Line = PredictionJson.SerializerOptions;

    /// <summary>Answers with and without everything that may be missing, and with letters that JSON escapes or may escape.</summary>
    private static FilePrediction[] All()
    {
        var scores = Scores(("neutral", 0.1), ("fröhlich", 0.2 + 1e-17), ("a \"quoted\" label", 0.7));
        var plain = new EmotionPrediction(1.85, true, "a \"quoted\" label", 0.7, false, scores);
        var silent = new EmotionPrediction(0.1, false, null, 0, false, Scores(("neutral", 0.5), ("happy", 0.5)));
        var segment = new SegmentPrediction(0, 1.5, true, "neutral", 1.0 / 3, true, scores)
        {
            UncertainBecause = ["low-confidence", "quiet"],
            Voice = new UsedVoice("anna", 1),
            Speaker = "S1",
            Text = "wörter",
        };
        var full = plain with
        {
            Uncertain = true,
            UncertainBecause = ["noisy"],
            Voice = new UsedVoice("anna", 12),
            Quality = new RecordingQuality(1.5, -26.25, 0.001, null, 7999.5) { Flags = [QualityFlag.Noisy, QualityFlag.NarrowBand] },
            Text = "say <b>\"this\"</b>",
            Segments = [segment, new SegmentPrediction(1.5, 1.85, false, null, 0, false, scores)],
            Interrupted = true,
        };
        return
        [
            new FilePrediction("a.wav", plain, null),
            new FilePrediction("ordner/übung <1>.wav", full, null) { Channel = 2 },
            new FilePrediction("b.wav", silent with { Segments = [] }, null),
            new FilePrediction("c.wav", silent with { Quality = new RecordingQuality(0, null, 0, null, 8000) }, null),
            new FilePrediction("d.wav", null, new PredictionError("audio-format", "d.wav: this is no audio; bring \"audio\".")),
        ];
    }

    public static TheoryData<FilePrediction> Results() => [.. All()];

    [Theory]
    [MemberData(nameof(Results))]
    public void The_serializer_writes_the_bytes_of_the_command(FilePrediction result)
    {
        JsonSerializer.Serialize(result, Line).ShouldBe(Written(json => PredictionJson.Write(json, result)));
        var element = JsonNode.Parse(JsonSerializer.Serialize(result));
        JsonNode.DeepEquals(element, JsonNode.Parse(JsonSerializer.Serialize(result, Line))).ShouldBeTrue("escaping is all that differs");
        if (result.Prediction is not { } prediction) return;
        element!.AsObject().Remove("file");
        element.AsObject().Remove("channel");
        JsonNode.DeepEquals(element, JsonSerializer.SerializeToNode(prediction)).ShouldBeTrue();
        JsonNode.DeepEquals(element["scores"], JsonSerializer.SerializeToNode(prediction.Scores)).ShouldBeTrue();
        foreach (var (segment, i) in (prediction.Segments ?? []).Select((s, i) => (s, i)))
            JsonNode.DeepEquals(element["segments"]![i], JsonSerializer.SerializeToNode(segment)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void What_was_written_is_read_back(FilePrediction result)
    {
        foreach (var options in new[] { Line, JsonSerializerOptions.Default, PredictionJsonContext.Default.Options })
        {
            var text = JsonSerializer.Serialize(result, options);
            var back = JsonSerializer.Deserialize<FilePrediction>(text, options)!;
            JsonSerializer.Serialize(back, options).ShouldBe(text);
            (back.File, back.Channel, back.Error).ShouldBe((result.File, result.Channel, result.Error));
            if (result.Prediction is not { } wanted) continue;
            var answer = back.Prediction!;
            answer.Scores.ShouldBe(wanted.Scores);
            answer.Voice.ShouldBe(wanted.Voice);
            answer.UncertainBecause.ShouldBe(wanted.UncertainBecause);
            answer.Quality?.Flags.ShouldBe(wanted.Quality!.Flags);
            answer.Segments?.Count.ShouldBe(wanted.Segments!.Count);
            Bare(answer).ShouldBe(Bare(wanted));
            JsonSerializer.Serialize(JsonSerializer.Deserialize<EmotionPrediction>(JsonSerializer.Serialize(wanted)))
                .ShouldBe(JsonSerializer.Serialize(wanted));
        }

        static EmotionPrediction Bare(EmotionPrediction p) =>
            p with { UncertainBecause = [], Segments = null, Quality = p.Quality is { } q ? q with { Flags = [] } : null };
    }

    [Fact]
    public void Every_value_that_is_damaged_or_missing_is_refused_with_its_place()
    {
        var whole = JsonNode.Parse(JsonSerializer.Serialize(All()[1]))!;
        foreach (var key in new[] { "file", "durationSeconds", "speech", "confidence", "uncertain", "uncertainBecause", "scores" })
        {
            foreach (var value in new JsonNode?[] { null, new JsonObject(), JsonValue.Create("x"), JsonValue.Create(7) })
            {
                if ((key, value?.ToJsonString()) is ("file", "\"x\"") or ("durationSeconds", "7")) continue;
                var damaged = whole.DeepClone();
                damaged[key] = value?.DeepClone();
                var fault = Should.Throw<JsonException>(() => JsonSerializer.Deserialize<FilePrediction>(damaged));
                fault.Message.ShouldContain(key);
                fault.Message.ShouldNotContain("Parameter");
            }
        }

        string[] none = ["[]", "3", "\"a\"", "{}", "{\"a\":1}", "{\"a\":0.5,\"a\":0.5}", "{\"a\":-1,\"b\":2}", "{\"a\":1,\"\":0}"];
        foreach (var text in none)
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize<EmotionScores>(text));
        Should.Throw<NotSupportedException>(() => JsonSerializer.Deserialize<StreamingPrediction>("{}"));
    }

    [Fact]
    public void An_answer_as_text_is_the_row_of_the_command()
    {
        var rows = All();
        rows[0].Prediction!.ToString().ShouldBe("1.85 s  a \"quoted\" label 70.0 %  fröhlich 20.0 %  neutral 10.0 %");
        rows[0].ToString().ShouldBe("a.wav    1.85 s  a \"quoted\" label 70.0 %  fröhlich 20.0 %  neutral 10.0 %");
        rows[1].Prediction!.ToString().ShouldBe(
            "1.85 s  a \"quoted\" label 70.0 %  fröhlich 20.0 %  neutral 10.0 %  (uncertain: noisy)  (voice: anna, 12 clips)"
            + "  \"say <b>\"this\"</b>\"");
        rows[1].Prediction!.Segments![0].ToString().ShouldBe(
            "0.00 s -   1.50 s  a \"quoted\" label 70.0 %  fröhlich 20.0 %  neutral 10.0 %  (uncertain: low-confidence, quiet)"
            + "  (voice: anna, 1 clip)  (speaker: S1)  \"wörter\"");
        rows[2].Prediction!.ToString().ShouldBe("0.10 s  (no speech)");
        rows[4].ToString().ShouldBe("d.wav: this is no audio; bring \"audio\".");
        rows[2].Prediction!.Scores.ToString().ShouldBe("neutral 50.0 %  happy 50.0 %");
    }

    [Fact]
    public void A_segment_of_a_stream_is_written_as_a_segment()
    {
        var scores = Scores(("neutral", 0.25), ("happy", 0.75));
        var segment = new StreamingPrediction(0.5, 1, true, "happy", 0.75, false, scores)
        {
            RawScores = scores,
            WindowStartSeconds = 0,
            WindowEndSeconds = 3,
            Quality = new RecordingQuality(1, -20, 0, 30, 8000),
            LevelDb = -20,
        };
        JsonSerializer.Serialize(segment, Line).ShouldBe(Written(json => PredictionJson.Write(json, segment)));
        JsonSerializer.Deserialize<SegmentPrediction>(JsonSerializer.Serialize(segment, Line))!.Scores.ShouldBe(scores);
    }

    private static EmotionScores Scores(params (string Label, double Value)[] scores) =>
        new(new LabelSet(scores.Select(s => s.Label)), [.. scores.Select(s => s.Value)]);

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, PredictionJson.LineOptions)) write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
