using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Tests.Corpora;

public sealed class CorpusCollectionTests
{
    [Fact]
    public void A_ravdess_name_tells_emotion_actor_sex_and_intensity()
    {
        using var corpus = new TemporaryCorpus().With("Actor_12/03-01-06-02-02-01-12.wav");
        var utterance = corpus.Read().Utterances.ShouldHaveSingleItem();
        utterance.ShouldBe(new Utterance
        {
            Path = corpus["Actor_12/03-01-06-02-02-01-12.wav"],
            RelativePath = "Actor_12/03-01-06-02-02-01-12.wav",
            Emotion = "fearful",
            Speaker = "12",
            Corpus = "ravdess",
            Language = "en",
            Sex = "female",
            Intensity = "strong",
            DurationSeconds = utterance.DurationSeconds,
        });
        utterance.SpeakerKey.ShouldBe("ravdess/12");
    }

    [Fact]
    public void Several_corpora_are_found_in_one_root_under_any_name_and_ordered_alike_everywhere()
    {
        using var corpus = new TemporaryCorpus().With(
            "b/deep/Tess/YAF_pleasant_surprised/YAF_youth_ps.wav", "Savee/DC/sa01.wav", "Crema/1001_DFA_ANG_XX.wav", "Ravdess/03-01-01-01-01-01-01.wav",
            "emo/wav/16b10Lb.WAV", "x/sor-m3-n5.wav", "nEMO/samples/EB0_happiness_3.wav", "mine/Anger/bob/1.wav", "mine/frustrated/amy/2.wav");
        var read = corpus.Read();
        read.Problems.ShouldBeEmpty();
        read.Utterances.Select(u => (u.Corpus, u.Emotion, u.Speaker)).ShouldBe([
            ("cremad", "angry", "1001"), ("emodb", "bored", "16"), ("emovo", "surprised", "m3"), ("nemo", "happy", "EB0"), ("ravdess", "neutral", "01"),
            ("savee", "sad", "DC"),
            (nameof(Several_corpora_are_found_in_one_root_under_any_name_and_ordered_alike_everywhere).ToLowerInvariant(), "angry", "bob"),
            (nameof(Several_corpora_are_found_in_one_root_under_any_name_and_ordered_alike_everywhere).ToLowerInvariant(), "frustrated", "amy"),
            ("tess", "surprised", "YAF")]);
        read.Corpora.Single(c => c.Name == "tess").Root.ShouldBe(corpus["b/deep/Tess/YAF_pleasant_surprised"]);
    }

    [Fact]
    public void A_manifest_speaks_for_its_whole_folder()
    {
        using var corpus = new TemporaryCorpus().With("a/1.wav", "Actor_01/03-01-01-01-01-01-01.wav").WithText("manifest.csv",
            "path,corpus,emotion,speaker,language,seconds,gender\na/1.wav,mine,Joyful,\"x, y\",en,1.5,F\n");
        var utterance = corpus.Read().Utterances.ShouldHaveSingleItem();
        (utterance.Emotion, utterance.Speaker, utterance.Corpus, utterance.Language, utterance.Sex, utterance.RelativePath)
            .ShouldBe(("joyful", "x, y", "mine", "en", "female", "a/1.wav"));
    }

    [RealSpeechFact]
    public void The_readers_agree_with_the_manifest_of_the_real_corpora()
    {
        var listed = CorpusCollection.Read([Tier.DataFolder]);
        var read = CorpusCollection.Read(Directory.GetDirectories(Tier.DataFolder));
        read.Utterances.Select(u => (u.Path, u.Corpus, u.Emotion, u.Speaker, u.Language))
            .ShouldBe(listed.Utterances.Select(u => (u.Path, u.Corpus, u.Emotion, u.Speaker, u.Language)));
        read.Utterances.Count.ShouldBe(listed.Utterances.Count);
        read.Problems.Select(p => Path.GetFileName(p.File)).ShouldBe(listed.Problems.Select(p => Path.GetFileName(p.File)));
    }
}
