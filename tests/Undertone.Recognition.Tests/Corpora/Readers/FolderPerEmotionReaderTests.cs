using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Tests.Corpora.Readers;

public sealed class FolderPerEmotionReaderTests
{
    private static List<(string, string, string)> Read(TemporaryCorpus corpus, CorpusReadOptions? options = null) =>
        [.. corpus.Read(options).Utterances.Select(u => (u.RelativePath, u.Emotion, u.Speaker))];

    [Fact]
    public void Files_right_in_the_emotions_have_an_unknown_speaker_and_that_is_said()
    {
        using var corpus = new TemporaryCorpus().With("Happy/1.wav", "SADNESS/1.wav");
        Read(corpus).ShouldBe([("Happy/1.wav", "happy", "unknown"), ("SADNESS/1.wav", "sad", "unknown")]);
        corpus.Read().Warnings.ShouldHaveSingleItem().ShouldContain("speaker-independent");
        corpus.Read().Corpora.ShouldHaveSingleItem().Reader.ShouldBe("folder");
    }

    [Fact]
    public void The_folder_below_the_emotion_is_the_speaker()
    {
        using var corpus = new TemporaryCorpus().With("happy/anna/1.wav", "happy/ben/wav/1.wav", "sad/anna/1.wav");
        Read(corpus)
            .ShouldBe([("happy/anna/1.wav", "happy", "anna"), ("happy/ben/wav/1.wav", "happy", "ben"), ("sad/anna/1.wav", "sad", "anna")]);
        corpus.Read().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_folder_above_the_emotion_is_the_speaker_where_there_are_several()
    {
        using var corpus = new TemporaryCorpus().With("0011/Angry/train/1.wav", "0011/Neutral/test/1.wav", "0012/Angry/train/1.wav");
        Read(corpus)
            .ShouldBe([("0011/Angry/train/1.wav", "angry", "0011"), ("0011/Neutral/test/1.wav", "neutral", "0011"),
            ("0012/Angry/train/1.wav", "angry", "0012")]);
    }

    [Fact]
    public void Parts_of_the_data_are_no_speakers()
    {
        using var corpus = new TemporaryCorpus().With("train/angry/1.wav", "train/calm/2.wav", "test/angry/3.wav", "test/calm/4.wav");
        Read(corpus).Select(u => (u.Item2, u.Item3))
            .ShouldBe([("angry", "unknown"), ("calm", "unknown"), ("angry", "unknown"), ("calm", "unknown")]);
    }

    [Fact]
    public void A_folder_beside_emotions_is_one_too()
    {
        using var corpus = new TemporaryCorpus().With("angry/1.wav", "Frustrated/1.wav");
        Read(corpus).ShouldBe([("Frustrated/1.wav", "frustrated", "unknown"), ("angry/1.wav", "angry", "unknown")]);
    }

    [Fact]
    public void A_user_s_own_labels_are_the_folders_at_which_the_files_part()
    {
        using var corpus = new TemporaryCorpus().With("x/calls/stressed/1.wav", "x/calls/relaxed/kim/2.wav");
        Read(corpus).ShouldBe([("x/calls/relaxed/kim/2.wav", "relaxed", "kim"), ("x/calls/stressed/1.wav", "stressed", "unknown")]);
    }

    [Fact]
    public void A_single_folder_without_a_known_emotion_tells_nothing()
    {
        using var corpus = new TemporaryCorpus().With("recordings/1.wav", "recordings/2.wav");
        var read = corpus.Read();
        read.Utterances.ShouldBeEmpty();
        read.Problems.Select(p => p.Reason).ShouldBe([ProblemReason.Unparsable, ProblemReason.Unparsable]);
    }

    [Fact]
    public void Asked_for_by_name_it_reads_files_that_look_like_another_corpus()
    {
        using var corpus = new TemporaryCorpus().With("angry/03-01-01-01-01-01-01.wav", "calm/03-01-01-01-01-02-01.wav");
        Read(corpus, new CorpusReadOptions { Corpus = "folder" }).Select(u => u.Item2).ShouldBe(["angry", "calm"]);
        Read(corpus).Select(u => u.Item2).ShouldBe(["neutral", "neutral"]);
    }
}
