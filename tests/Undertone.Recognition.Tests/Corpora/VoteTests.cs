using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Selection;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Tests.Corpora;

public sealed class VoteTests
{
    private const string CremaDHeader =
        "\"\",\"A\",\"D\",\"F\",\"H\",\"N\",\"S\",\"fileName\",\"numResponses\",\"agreement\",\"emoVote\"\n";

    [Fact]
    public void Votes_have_a_majority_and_shares_of_labels()
    {
        var votes = Of(("sad", 2), ("angry", 5), ("calm", 1), ("sad", 3), ("bored", 0), ("contempt", 2));
        votes.ToString().ShouldBe("calm 1, sad 5, angry 5, contempt 2");
        votes.Total.ShouldBe(13);
        votes.Majority.ShouldBe(["sad", "angry"]);
        votes.ShouldBe(Of(("contempt", 2), ("calm", 1), ("angry", 5), ("sad", 5)));
        votes.ShouldNotBe(Of(("contempt", 2), ("calm", 1), ("angry", 5), ("sad", 4)));
        votes.Shares(new LabelSet(["neutral", "sad", "angry"])).ShouldBe([1 / 11f, 5 / 11f, 5 / 11f]);
        votes.Shares(new LabelSet(["happy", "bored"])).ShouldBeNull();
        Should.Throw<ArgumentException>(() => Of(("sad", 0)));
        Should.Throw<ArgumentException>(() => Of(("sad", -1), ("angry", 3))).Message.ShouldContain("-1");
    }

    [Fact]
    public void A_manifest_s_votes_are_read_and_written_again()
    {
        const string Rows = "path,emotion,speaker,Votes_Anger,votes_sad,votes_other\n"
            + "a.wav,,x,4,1,0\nb.wav,sad,x,2,2,\nc.wav,,y,2,2,1\nd.wav,happy,y,,,\n";
        using var corpus = new TemporaryCorpus().With("a.wav", "b.wav", "c.wav", "d.wav").WithText("manifest.csv", Rows);
        var read = corpus.Read();
        (string, string, string?)[] expected =
            [("a.wav", "angry", "sad 1, angry 4"), ("b.wav", "sad", "sad 2, angry 2"), ("d.wav", "happy", null)];
        Described(read).ShouldBe(expected);
        read.Warnings.ShouldHaveSingleItem().ShouldEndWith("1 row without an emotion left out, as its votes are tied (line 4).");
        read.Notes.ShouldBeEmpty();

        using var written = new StringWriter { NewLine = "\n" };
        CorpusManifest.Write(written, read.Utterances);
        written.ToString().Split('\n')[0].ShouldEndWith(",votes_sad,votes_angry");
        using var copy = new TemporaryCorpus().WithText("manifest.csv", written.ToString());
        copy.Read().Utterances.Select(u => u.Votes?.ToString()).ShouldBe(expected.Select(e => e.Item3));

        using var lines = new TemporaryCorpus().With("a.wav").WithText(
            "manifest.jsonl", """{"path":"a.wav","emotion":"sad","speaker":"x","votes_sad":3,"votes_fear":1}""");
        Described(lines.Read()).ShouldBe([("a.wav", "sad", "sad 3, fearful 1")]);
    }

    [Theory]
    [InlineData("votes_sad", "1.5")]
    [InlineData("votes_sad", "-1")]
    [InlineData("votes_sad", "many")]
    [InlineData("votes_sad", "9999999")]
    public void What_is_no_count_is_refused_with_its_line(string column, string text)
    {
        using var corpus = new TemporaryCorpus().With("a.wav")
            .WithText("manifest.csv", $"path,emotion,speaker,{column}\na.wav,sad,x,{text}\n");
        var fault = Should.Throw<CorpusException>(() => corpus.Read());
        fault.Line.ShouldBe(2);
        fault.Message.ShouldContain($"'{column}' is '{text}'");
    }

    [Fact]
    public void Votes_on_the_voice_alone_of_crema_d_s_table_are_read()
    {
        using var corpus = new TemporaryCorpus()
            .With("AudioWAV/1001_IEO_ANG_MD.wav", "AudioWAV/1001_IEO_NEU_XX.wav", "AudioWAV/1002_IEO_SAD_HI.wav")
            .WithText("processedResults/tabulatedVotes.csv", CremaDHeader
                + "\"100009\",5,5,0,0,1,1,\"1001_IEO_ANG_MD\",12,0.41,\"A:D\"\n\"100001\",0,0,0,1,10,0,\"1001_IEO_NEU_XX\",11,0.9,\"N\"\n"
                + "\"200009\",9,0,0,0,0,0,\"1001_IEO_ANG_MD\",9,1,\"A\"\n\"300009\",8,0,0,0,0,0,\"1001_IEO_ANG_MD\",8,1,\"A\"\n");
        var read = corpus.Read();
        Described(read).ShouldBe(
        [
            ("AudioWAV/1001_IEO_ANG_MD.wav", "angry", "neutral 1, sad 1, angry 5, disgust 5"),
            ("AudioWAV/1001_IEO_NEU_XX.wav", "neutral", "neutral 10, happy 1"),
            ("AudioWAV/1002_IEO_SAD_HI.wav", "sad", null),
        ]);
        var agreement = read.Corpora.ShouldHaveSingleItem().Agreement.ShouldNotBeNull();
        (agreement.Utterances, agreement.Votes).ShouldBe((2, 23));
        // By hand: 11 votes for neutral, 5, 5, 1, 1 for others; pairs of a unit over one less than its votes.
        var observed = (((12 * 11) - (2 * 5 * 4)) / 11.0) + (((11 * 10) - (10 * 9)) / 10.0);
        var expected = (23 * 23) - ((11 * 11) + (5 * 5) + (5 * 5) + (1 * 1) + (1 * 1));
        agreement.Alpha.ShouldNotBeNull().ShouldBe(1 - (22 * observed / expected), 1e-12);
        var json = CorpusJson.Info(read, 0)["corpora"]![0]!["agreement"]!;
        (json["utterances"]!.GetValue<int>(), json["votes"]!.GetValue<int>()).ShouldBe((2, 23));
        json["alpha"]!.GetValue<double>().ShouldBe(agreement.Alpha!.Value);
        CorpusJson.List(read)["utterances"]![1]!["votes"]!.ToJsonString().ShouldBe("""{"neutral":10,"happy":1}""");
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")]
    [InlineData(CremaDHeader + "\"100009\",x,5,0,0,1,1,\"1001_IEO_ANG_MD\",12,0.41,\"A:D\"\n")]
    public void A_table_of_votes_that_is_none_is_told_and_the_corpus_read(string text)
    {
        using var corpus = new TemporaryCorpus().With("1001_IEO_ANG_MD.wav").WithText("tabulatedVotes.csv", text);
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Votes.ShouldBeNull();
        read.Warnings.ShouldHaveSingleItem().ShouldEndWith("The votes of CREMA-D's raters are not read.");
    }

    [Fact]
    public void A_map_counts_votes_as_it_counts_emotions()
    {
        var utterance = Utterance.FromFile("/a.wav", "calm") with { Votes = Of(("calm", 2), ("neutral", 1), ("contempt", 4)) };
        UtteranceSelection.Parse([], "calm=neutral,contempt=disgust", null).Apply([utterance]).ShouldHaveSingleItem()
            .Votes.ShouldBe(Of(("neutral", 3), ("disgust", 4)));
    }

    private static EmotionVotes Of(params (string Emotion, int Count)[] votes) =>
        new(votes.Select(v => KeyValuePair.Create(v.Emotion, v.Count)));

    private static IEnumerable<(string, string, string?)> Described(CorpusCollection read) =>
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Votes?.ToString()));
}
