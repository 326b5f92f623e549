using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora.Collections;

namespace Undertone.Recognition.Tests.Corpora.Collections;

public sealed class CorpusJsonTests
{
    [Fact]
    public void Info_counts_what_training_would_use()
    {
        using var corpus = new TemporaryCorpus()
            .WithBytes("a/03-01-05-01-01-01-01.wav", TemporaryCorpus.Wav([.. Enumerable.Repeat((short)700, 16000)]))
            .WithBytes("b/03-01-05-01-01-01-02.wav", TemporaryCorpus.Wav([.. Enumerable.Repeat((short)700, 32000)]))
            .WithBytes("b/03-01-01-01-01-01-02.wav", TemporaryCorpus.Wav([.. Enumerable.Repeat((short)800, 24000)]))
            .WithBytes("c/03-01-05-01-01-02-02.wav", TemporaryCorpus.Wav([.. Enumerable.Repeat((short)700, 32000)]));
        var read = corpus.Read();
        var expected = new JsonObject
        {
            ["utterances"] = 3,
            ["speakers"] = 2,
            ["hours"] = 4.5 / 3600,
            ["corpora"] = new JsonArray(new JsonObject
            {
                ["name"] = "ravdess",
                ["root"] = corpus.Root,
                ["utterances"] = 3,
                ["speakers"] = 2,
                ["byEmotion"] = new JsonObject { ["neutral"] = 1, ["angry"] = 2 },
                ["bySpeaker"] = new JsonObject { ["01"] = 1, ["02"] = 2 },
                ["bySex"] = new JsonObject { ["female"] = 2, ["male"] = 1 },
                ["byLanguage"] = new JsonObject { ["en"] = 3 },
                ["durationSeconds"] = new JsonObject { ["least"] = 1.0, ["median"] = 1.5, ["most"] = 2.0 },
                ["levelDb"] = new JsonObject { ["least"] = Db(700), ["median"] = Db(700), ["most"] = Db(800) },
                ["bySampleRateHz"] = new JsonObject { ["16000"] = 3 },
                ["bandwidthHz"] = 8000.0,
                ["terms"] = Terms(),
            }),
        };
        CorpusJson.Info(read, read.MeasureHours()).ToJsonString().ShouldBe(expected.ToJsonString());
        CorpusJson.Problems(read).ToJsonString().ShouldBe(new JsonObject
        {
            ["problems"] = new JsonArray(new JsonObject
            {
                ["file"] = corpus["c/03-01-05-01-01-02-02.wav"],
                ["reason"] = "duplicate",
                ["detail"] = $"The same audio as {corpus["b/03-01-05-01-01-01-02.wav"]}.",
            }),
        }.ToJsonString());
        CorpusJson.List(read)["utterances"]!.AsArray()[0]!.ToJsonString().ShouldBe(new JsonObject
        {
            ["path"] = corpus["a/03-01-05-01-01-01-01.wav"],
            ["relativePath"] = "a/03-01-05-01-01-01-01.wav",
            ["corpus"] = "ravdess",
            ["emotion"] = "angry",
            ["speaker"] = "01",
            ["sex"] = "male",
            ["language"] = "en",
            ["intensity"] = "normal",
            ["durationSeconds"] = 1.0,
            ["terms"] = Terms(),
        }.ToJsonString());
    }

    [Fact]
    public void Emotions_stand_in_their_usual_order_and_own_words_after_them()
    {
        using var corpus = new TemporaryCorpus()
            .With("tense/1.wav", "bored/1.wav", "Angry/1.wav", "neutral/1.wav", "eager/1.wav", "eager/2.wav");
        CorpusJson.Info(corpus.Read(), 0)["corpora"]![0]!["byEmotion"]!.ToJsonString()
            .ShouldBe("""{"neutral":1,"angry":1,"bored":1,"eager":2,"tense":1}""");
    }

    private static double Db(int sample) => 10 * Math.Log10((double)(sample / 32768f) * (sample / 32768f));

    private static JsonObject Terms() => new()
    {
        ["license"] = "CC BY-NC-SA 4.0",
        ["commercialUse"] = false,
        ["derivatives"] = true,
        ["source"] = "https://doi.org/10.5281/zenodo.1188976",
    };
}
