using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Tests.Corpora.Readers;

/// <summary>Corpora whose labels stand in tables, imitated with files of a few samples.</summary>
public sealed class TableReaderTests
{
    private const string MeldHeader =
        "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime\n";

    private static readonly string Turns = string.Join("\r\n",
    [
        "% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]", "",
        "[6.2901 - 8.2357]\tSes01F_impro01_F000\tneu\t[2.5000, 3.0000, 1.5000]",
        "C-E2:\tNeutral;\t()", "C-E3:\tNeutral; Sadness;\t()", "C-F1:\tAnger;\t()", "A-E3:\tval 3; act 2; dom  2;\t()", "",
        "[10.0100 - 11.3925]\tSes01F_impro01_M001\txxx\t[2.5000, 2.5000, 2.5000]", "C-E2:\tFrustration;\t()", "",
        "[14.8872 - 18.0175]\tSes01F_impro01_M002\texc\t[4.5000, 4.0000, 3.5000]", "C-E1:\tExcited;\t(laughs (twice))", "",
    ]);

    [Fact]
    public void Iemocap_s_turns_have_their_speakers_sessions_votes_and_dimensions()
    {
        const string Folder = "Session1/sentences/wav/Ses01F_impro01";
        using var corpus = new TemporaryCorpus()
            .With($"{Folder}/Ses01F_impro01_F000.wav", $"{Folder}/Ses01F_impro01_M001.wav", $"{Folder}/Ses01F_impro01_M002.wav")
            .With("Session2/sentences/wav/Ses02M_script01_1/Ses02M_script01_1_F003.wav", "Session1/dialog/wav/Ses01F_impro01.wav")
            .WithText("Session1/dialog/EmoEvaluation/Ses01F_impro01.txt", Turns)
            .WithText("Session1/dialog/EmoEvaluation/Categorical/Ses01F_impro01_e1_cat.txt", "Ses01F_impro01_F000 :Neutral; ()")
            .WithText("Session2/dialog/EmoEvaluation/Ses02M_script01_1.txt",
                "[1.0 - 2.0]\tSes02M_script01_1_F003\tang\t[1.0000, 5.0000, 4.0000]\n");
        var read = corpus.Read();
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Speaker, u.Sex, u.Partition, u.Votes?.ToString())).ShouldBe(
        [
            ($"{Folder}/Ses01F_impro01_F000.wav", "neutral", "01F", "female", "session1", "neutral 2, sad 1"),
            ($"{Folder}/Ses01F_impro01_M002.wav", "excited", "01M", "male", "session1", "excited 1"),
            ("Session2/sentences/wav/Ses02M_script01_1/Ses02M_script01_1_F003.wav", "angry", "02F", "female", "session2", null),
        ]);
        read.Utterances.Select(u => u.Dimensions).ShouldBe(
            [Of(5, 3, 2.5, 1.5), Of(5, 4, 4.5, 3.5), Of(5, 5, 1, 4)]);
        read.Utterances.ShouldAllBe(u => u.Corpus == "iemocap" && u.Language == "en" && !u.Terms!.CommercialUse);
        read.Warnings.ShouldHaveSingleItem().ShouldBe("iemocap: 1 file left out (no agreement of the evaluators).");
        read.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Meld_s_parts_have_their_own_files_of_the_same_names()
    {
        using var corpus = new TemporaryCorpus()
            .With("train/train_splits/dia0_utt0.wav", "train/train_splits/dia0_utt1.wav", "dev_splits_complete/dia0_utt0.wav")
            .With("output_repeated_splits_test/dia0_utt0.wav", "output_repeated_splits_test/final_videos_testdia0_utt0.wav")
            .WithText("train/train_sent_emo.csv", MeldHeader
                + "1,\"Well, yes.\",Phoebe,joy,positive,0,0,4,7,\"00:20:57,256\",\"00:21:00,049\"\n"
                + "2,What?,Ross,surprise,negative,0,1,4,7,\"00:21:01,927\",\"00:21:03,261\"\n")
            .WithText("dev_sent_emo.csv", MeldHeader + "1,Hm.,Ross,neutral,neutral,0,0,1,1,a,b\n")
            .WithText("test_sent_emo.csv", MeldHeader + "1,No.,Mark,anger,negative,0,0,1,1,a,b\n2,So.,Mark,fear,negative,0,7,1,1,a,b\n");
        var read = corpus.Read();
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Speaker, u.Partition)).ShouldBe(
        [
            ("dev_splits_complete/dia0_utt0.wav", "neutral", "Ross", "validation"),
            ("output_repeated_splits_test/dia0_utt0.wav", "angry", "Mark", "test"),
            ("train/train_splits/dia0_utt0.wav", "happy", "Phoebe", "train"),
            ("train/train_splits/dia0_utt1.wav", "surprised", "Ross", "train"),
        ]);
        var problem = read.Problems.ShouldHaveSingleItem();
        problem.Reason.ShouldBe(ProblemReason.Unreadable);
        problem.Detail.ShouldContain("Line 3 of");
    }

    [Fact]
    public void Msp_podcast_has_partitions_dimensions_and_speakers_where_it_names_them()
    {
        using var corpus = new TemporaryCorpus().With("x/Audios/MSP-PODCAST_0001_0008.wav", "x/Audios/b.wav", "x/Audios/c.wav").WithText(
            "x/Labels/labels_consensus.csv",
            "FileName,EmoClass,EmoAct,EmoVal,EmoDom,SpkrID,Gender,Split_Set\n"
            + "MSP-PODCAST_0001_0008.wav,N,2.2,4.0,2.6,30,Male,Test1\nb.wav,C,3.777778,3.5,,Unknown,Unknown,Train\n"
            + "c.wav,X,4,4,4,7,Female,Development\n");
        var read = corpus.Read();
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Speaker, u.Sex, u.Partition, u.Dimensions)).ShouldBe(
        [
            ("x/Audios/MSP-PODCAST_0001_0008.wav", "neutral", "30", "male", "test1", Of(7, 2.2, 4, 2.6)),
            ("x/Audios/b.wav", "contempt", "unknown", null, "train", Of(7, 3.777778, 3.5)),
        ]);
        read.Corpora.ShouldHaveSingleItem().Name.ShouldBe("msppodcast");
        read.Warnings.ShouldContain("msppodcast: 1 file left out (no agreement of the raters).");
        var json = CorpusJson.List(read)["utterances"]![0]!["dimensions"]!;
        json.ToJsonString().ShouldBe("""{"arousal":2.2,"valence":4,"dominance":2.6,"least":1,"most":7}""");
    }

    private const string OneOfMsp = "FileName,EmoClass,EmoAct,EmoVal,EmoDom,SpkrID,Gender,Split_Set\na.wav,A,2,2,2,1,Male,Train\n";

    [Fact]
    public void Msp_podcast_has_the_votes_of_its_raters()
    {
        using var corpus = new TemporaryCorpus().With("x/Audios/a.wav").WithText("x/Labels/labels_consensus.csv", OneOfMsp).WithText(
            "x/Labels/labels_detailed.csv",
            "FileName,WorkerID,EmoClass_Major,EmoClass_Second,EmoAct\n"
            + "a.wav,W1,Angry,\"Angry,Contempt\",5\na.wav,W2,Angry,,4\n"
            + "a.wav,W3,Other-bored,,4\na.wav,W4,Surprise,,3\na.wav,W5,,,\nb.wav,W1,Sad,,1\n");
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Votes!.Counts.ShouldBe(
            [KeyValuePair.Create("angry", 2), KeyValuePair.Create("surprised", 1), KeyValuePair.Create("other", 1)]);
        read.Warnings.ShouldNotContain(w => w.Contains("labels_detailed", StringComparison.Ordinal));
    }

    [Fact]
    public void Msp_podcasts_votes_in_another_form_are_a_warning()
    {
        using var corpus = new TemporaryCorpus().With("x/Audios/a.wav").WithText("x/Labels/labels_consensus.csv", OneOfMsp)
            .WithText("x/Labels/labels_detailed.csv", "a.wav; A; A:2.0\n");
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Votes.ShouldBeNull();
        read.Warnings.ShouldContain(w => w.Contains("labels_detailed.csv", StringComparison.Ordinal)
            && w.EndsWith("The votes of MSP-Podcast's raters are not read.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Labels/labels_consensus.csv", "FileName,EmoClass\n", 1, "emoact")]
    [InlineData("Labels/labels_consensus.csv",
        "FileName,EmoClass,EmoAct,EmoVal,EmoDom,SpkrID,Gender,Split_Set\na.wav,Q,1,1,1,1,Male,Train\n", 2, "'Q'")]
    [InlineData("Labels/labels_consensus.csv",
        "FileName,EmoClass,EmoAct,EmoVal,EmoDom,SpkrID,Gender,Split_Set\n../a.wav,A,1,1,1,1,Male,Train\n", 2, "../a.wav")]
    [InlineData("Labels/labels_consensus.csv",
        "FileName,EmoClass,EmoAct,EmoVal,EmoDom,SpkrID,Gender,Split_Set\na.wav,A,9,1,1,1,Male,Train\n", 2, "'9'")]
    [InlineData("dev_sent_emo.csv", "Speaker,Emotion,Dialogue_ID,Utterance_ID\nRoss,calm,0,0\n", 2, "'calm'")]
    [InlineData("dev_sent_emo.csv", "Speaker,Emotion,Dialogue_ID,Utterance_ID\nRoss,joy,-1,0\n", 2, "'-1'")]
    [InlineData("dialog/EmoEvaluation/Ses01F_impro01.txt", "[1.0 - 2.0]\tSes01F_impro01_F000\tabc\t[1.0, 1.0, 1.0]\n", 1, "'abc'")]
    [InlineData("dialog/EmoEvaluation/Ses01F_impro01.txt", "[1.0 - 2.0]\tSes01F_impro01_F000\tang\t[1.0, 7.0, 1.0]\n", 1, "'7.0'")]
    public void A_table_that_is_not_the_corpus_s_is_refused_with_its_line(string file, string text, int line, string fault)
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText(file, text);
        var e = Should.Throw<CorpusException>(() => corpus.Read());
        (e.File, e.Line).ShouldBe((corpus[file], line));
        e.Message.ShouldContain(fault);
    }

    [Fact]
    public void Asked_for_as_folders_of_emotions_tables_are_not_read()
    {
        using var corpus = new TemporaryCorpus().With("happy/a.wav", "sad/b.wav").WithText("dev_sent_emo.csv", "no table");
        corpus.Read(new CorpusReadOptions { Corpus = "folder" }).Utterances.Select(u => u.Emotion).ShouldBe(["happy", "sad"]);
    }

    private static EmotionDimensions Of(double most, params double[] values) => new(
        Names.Zip(values, KeyValuePair.Create), 1, most);

    private static readonly string[] Names = ["arousal", "valence", "dominance"];
}
