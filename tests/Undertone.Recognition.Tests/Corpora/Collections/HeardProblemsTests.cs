using Undertone.Recognition.Corpora;
using Undertone.Recognition.Tests.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Corpora.Collections;

public sealed class HeardProblemsTests
{
    private static readonly AudioClip Spoken = AudioClip.Load(Repository.Of("samples", "audio", "neutral-synthetic.wav"));

    [Fact]
    public void Recordings_without_speech_are_named_and_kept()
    {
        using var corpus = new TemporaryCorpus()
            .WithBytes("03-01-05-01-01-01-01.wav", Wav(Spoken.Samples))
            .WithBytes("03-01-05-01-01-02-02.wav", Wav(Speechlike.Noise(32000, 4)));
        var read = corpus.Read();
        read.Problems.ShouldBeEmpty();
        var heard = read.ListenForSpeech();
        heard.Utterances.ShouldBe(read.Utterances);
        var problem = heard.Problems.ShouldHaveSingleItem();
        problem.Reason.ShouldBe(ProblemReason.NoSpeech);
        problem.Reason.IsKept().ShouldBeTrue();
        problem.File.ShouldEndWith("03-01-05-01-01-02-02.wav");
    }

    [Fact]
    public void A_recording_that_reaches_less_high_than_the_others_is_named_and_kept()
    {
        var narrow = Resampler.Resample(Resampler.Resample(Speechlike.Bursts(48000, 16000, 9), 16000, 8000), 8000, 16000);
        using var corpus = new TemporaryCorpus()
            .WithBytes("03-01-05-01-01-01-01.wav", Wav(Speechlike.Bursts(48000, 16000, 7)))
            .WithBytes("03-01-05-01-01-02-02.wav", Wav(Speechlike.Bursts(48000, 16000, 8)))
            .WithBytes("03-01-05-01-02-02-02.wav", Wav(narrow));
        var read = corpus.Read();
        read.Utterances.Count.ShouldBe(3);
        var problem = read.Problems.ShouldHaveSingleItem();
        (problem.Reason, problem.Reason.IsKept()).ShouldBe((ProblemReason.NarrowBand, true));
        problem.File.ShouldEndWith("03-01-05-01-02-02-02.wav");
        read.Corpora[0].BySampleRateHz.ShouldBe([new(16000, 3)]);
        read.Corpora[0].BandwidthHz!.Value.ShouldBeInRange(3700, 4300);
    }

    private static byte[] Wav(float[] samples) => TemporaryCorpus.Wav(Array.ConvertAll(samples, s => (short)(s * 32767)));
}
