using System.Security.Cryptography;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Corpora.Synthesis;

public sealed class SyntheticCorpusTests
{
    [Fact]
    public void It_is_read_as_ravdess_with_eight_speakers_and_eight_emotions_and_nothing_wrong()
    {
        using var folder = new TemporaryCorpus();
        var written = SyntheticCorpus.Write(folder["out"]);
        written.ShouldBe(new SyntheticCorpusSummary(folder["out"], 240, 8, written.DurationSeconds));
        var read = CorpusCollection.Read([folder["out"]], new CorpusReadOptions { CheckEveryFile = true });
        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldBeEmpty();
        var corpus = read.Corpora.ShouldHaveSingleItem();
        (corpus.Name, corpus.Utterances, corpus.Speakers).ShouldBe(("ravdess", 240, 8));
        corpus.ByEmotion.ShouldBe([
            new("neutral", 16), new("calm", 32), new("happy", 32), new("sad", 32), new("angry", 32), new("fearful", 32), new("disgust", 32),
                new("surprised", 32)]);
        read.Utterances.ShouldAllBe(u => u.DurationSeconds > 1 && u.DurationSeconds < 3.5);
        (read.MeasureHours() * 3600).ShouldBe(written.DurationSeconds, 1e-6);
        AudioInfo.Read(read.Utterances[0].Path)
            .ShouldBe(new AudioInfo("WAV", "PCM 16", 16000, 1, (long)(read.Utterances[0].DurationSeconds!.Value * 16000)));
        File.ReadAllText(folder["out/README.txt"]).ShouldStartWith("Synthetic speech, made by a program");
    }

    [Fact]
    public void The_same_seed_writes_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TemporaryCorpus();
        var options = new SyntheticCorpusOptions { Speakers = 2 };
        SyntheticCorpus.Write(folder["a"], options);
        SyntheticCorpus.Write(folder["b"], options);
        SyntheticCorpus.Write(folder["b"], options);
        SyntheticCorpus.Write(folder["c"], options with { Seed = 1 });
        Hashes(folder["b"]).ShouldBe(Hashes(folder["a"]));
        Hashes(folder["c"]).Intersect(Hashes(folder["a"])).ShouldBeEmpty();
        Hashes(folder["a"]).Distinct().Count().ShouldBe(61);
    }

    [Fact]
    public void A_speaker_s_files_do_not_depend_on_how_many_there_are()
    {
        var few = SyntheticUtterance.All(new SyntheticCorpusOptions { Speakers = 1 });
        var many = SyntheticUtterance.All(new SyntheticCorpusOptions { Speakers = 3, Repetitions = 2 });
        few.Except(many).ShouldBeEmpty();
        few[7].Speak(5).Samples.ShouldBe(many.Single(u => u == few[7]).Speak(5).Samples);
    }

    [Fact]
    public void The_clips_in_samples_are_files_of_the_corpus_on_every_machine()
    {
        using var folder = new TemporaryCorpus();
        SyntheticCorpus.Write(folder["out"], new SyntheticCorpusOptions { Speakers = 4 });
        File.ReadAllBytes(Repository.Of("samples", "audio", "angry-synthetic.wav"))
            .ShouldBe(File.ReadAllBytes(folder["out/Actor_04/03-01-05-02-01-01-04.wav"]));
        File.ReadAllBytes(Repository.Of("samples", "audio", "neutral-synthetic.wav"))
            .ShouldBe(File.ReadAllBytes(folder["out/Actor_03/03-01-01-01-02-01-03.wav"]));
    }

    [Fact]
    public void Emotions_differ_as_they_are_said_to_for_every_speaker_on_average()
    {
        var utterances = SyntheticUtterance.All(new SyntheticCorpusOptions { Speakers = 16, Repetitions = 2 })
            .Where(u => u.Intensity == 2 || u.Emotion == 1).ToList();
        var byEmotion = utterances.Select(u => (u.Emotion, Clip: u.Speak(3))).GroupBy(u => u.Emotion)
            .ToDictionary(g => g.Key, g => g.Select(u => u.Clip).ToList());
        double Level(int emotion) => byEmotion[emotion].Average(c => 20 * Math.Log10(Rms(c.Samples)));
        double Duration(int emotion) => byEmotion[emotion].Average(c => c.DurationSeconds);
        (Level(5) - Level(1)).ShouldBeInRange(5, 11, "anger is louder than neutral");
        (Level(4) - Level(1)).ShouldBeInRange(-9, -3, "sadness is softer than neutral");
        (Duration(4) / Duration(1)).ShouldBeInRange(1.1, 1.5, "sadness is slower");
        (Duration(6) / Duration(1)).ShouldBeInRange(0.7, 0.95, "fear is faster");
    }

    [Fact]
    public void Men_and_women_take_turns_with_lower_and_higher_voices()
    {
        var voices = Enumerable.Range(1, 20).Select(actor => (actor, Voice: SyntheticVoice.Of(actor, 0))).ToList();
        voices.Where(v => v.actor % 2 == 1).ShouldAllBe(v => v.Voice.PitchHz < 145 && v.Voice.FormantScale < 1.07);
        voices.Where(v => v.actor % 2 == 0).ShouldAllBe(v => v.Voice.PitchHz > 170 && v.Voice.FormantScale > 1.09);
        voices.Select(v => v.Voice).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public void It_is_never_mixed_with_other_files()
    {
        using var folder = new TemporaryCorpus().With("Actor_01/03-01-01-01-01-01-01.wav", "recording.wav");
        Should.Throw<CorpusException>(() => SyntheticCorpus.Write(folder.Root)).Message.ShouldContain("recording.wav");
        Should.Throw<CorpusException>(() => SyntheticCorpus.Write(folder["recording.wav"])).Message.ShouldContain("this is a file");
        Directory.Exists(folder["Actor_02"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(100, 1)]
    [InlineData(8, 0)]
    [InlineData(8, 3)]
    public void Sizes_that_ravdess_s_names_cannot_tell_are_refused(int speakers, int repetitions)
    {
        using var folder = new TemporaryCorpus();
        Should.Throw<ArgumentOutOfRangeException>(() =>
            SyntheticCorpus.Write(folder["x"], new SyntheticCorpusOptions { Speakers = speakers, Repetitions = repetitions }));
    }

    private static List<string> Hashes(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))];

    private static double Rms(float[] samples) => Math.Sqrt(samples.Average(s => (double)s * s));
}
