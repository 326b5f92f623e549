using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Tests.Corpora.Layouts;

/// <summary>Data folders of Kaldi, imitated with files of a few samples.</summary>
public sealed class KaldiLayoutTests
{
    [Fact]
    public void Parts_have_their_emotions_speakers_and_the_folder_s_part()
    {
        using var corpus = new TemporaryCorpus().With("talk/wav/a b.wav", "talk/wav/c.wav", "talk/data/train/d.wav");
        corpus.WithText("talk/data/train/wav.scp", $"rec1 wav/a b.wav\nrec2\t{corpus["talk/wav/c.wav"]}\n")
            .WithText("talk/data/train/segments", "u1 rec1 0 0.0001875\nu2 rec1 0.0001875 -1\nu3 rec2 0 -1\nu4 rec2 0 0.0002\n")
            .WithText("talk/data/train/utt2emo", "u1 Angry\nu2 hap\nu3 sad\n")
            .WithText("talk/data/train/utt2spk", "u1 s1\nu2 s1\nu3 s2\n")
            .WithText("talk/data/train/spk2gender", "s1 f\ns2 m\n")
            .WithText("talk/data/test/wav.scp", "u9 ../train/d.wav\n").WithText("talk/data/test/text", "u9 happy\n");
        var read = corpus.Read();
        read.Utterances.Select(u => (u.RelativePath, u.StartSeconds, u.EndSeconds, u.Emotion, u.Speaker, u.Sex, u.Partition)).ShouldBe(
        [
            ("talk/data/train/d.wav", null, null, "happy", "unknown", null, "test"),
            ("talk/wav/a b.wav", 0, 0.0001875, "angry", "s1", "female", "train"),
            ("talk/wav/a b.wav", 0.0001875, null, "hap", "s1", "female", "train"),
            ("talk/wav/c.wav", null, null, "sad", "s2", "male", "train"),
        ]);
        read.Corpora.ShouldHaveSingleItem().Name.ShouldBe("talk");
        read.Corpora[0].Reader.ShouldBe("kaldi");
        read.Warnings.ShouldContain("talk: 1 row left out (no emotion).");
    }

    [Theory]
    [InlineData("wav.scp", "u1 touch ran |\n", 1, "command")]
    [InlineData("wav.scp", "u1 a.ark:42\n", 1, "archive")]
    [InlineData("wav.scp", "u1\n", 1, "nothing behind")]
    [InlineData("wav.scp", "u1 a.wav\nu1 a.wav\n", 2, "twice")]
    [InlineData("wav.scp", "", null, "empty")]
    [InlineData("utt2emo", "u1 very sad\n", 1, "several words")]
    [InlineData("segments", "u1 rec9 0 1\n", 1, "'rec9'")]
    [InlineData("segments", "u1 u1 0\n", 1, "START END")]
    [InlineData("segments", "u1 u1 1e300 -1\n", 1, "none of a file")]
    [InlineData("segments", "u1 u1 NaN 1\n", 1, "none of a file")]
    [InlineData("segments", "u1 u1 2 1\n", 1, "from 2 to 1")]
    public void A_file_that_cannot_be_used_is_refused_with_its_line(string file, string text, int? line, string fault)
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText("wav.scp", "u1 a.wav\n").WithText("utt2emo", "u1 sad\n")
            .WithText(file, text);
        var e = Should.Throw<CorpusException>(() => corpus.Read());
        (e.File, e.Line).ShouldBe((corpus[file], line));
        e.Message.ShouldContain(fault);
        File.Exists(corpus["ran"]).ShouldBeFalse();
        File.Exists("ran").ShouldBeFalse();
    }

    [Fact]
    public void Words_spoken_are_no_emotions()
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText("wav.scp", "u1 a.wav\nu2 b.wav\n")
            .WithText("text", "u1 hello\nu2 hello you\n");
        Should.Throw<CorpusException>(() => corpus.Read()).Message.ShouldContain("utt2emo");
    }

    [Fact]
    public void A_recording_that_is_not_there_is_a_problem_of_its_own()
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText("wav.scp", "u1 a.wav\nu2 b.wav\n")
            .WithText("utt2label", "u1 sad\nu2 happy\n");
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Emotion.ShouldBe("sad");
        read.Problems.ShouldHaveSingleItem().File.ShouldBe(corpus["b.wav"]);
    }
}
