using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Hearing;

/// <summary>The same voice gets the same answer, at any loudness, rate and offset, and with any silence around.</summary>
public sealed class SameVoiceTests
{
    private static readonly EmotionRecognizer Base = EmotionRecognizer.LoadBuiltIn();

    public static TheoryData<string> Spoken() =>
    [
        "samples/audio/angry-synthetic.wav", "samples/audio/neutral-synthetic.wav", "tests/Golden/librosa-0.11.0/speech_a/speech_a.wav",
        "tests/Golden/librosa-0.11.0/speech_b_16k/speech_b_16k.wav",
    ];

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Gain_and_offset_change_no_probability(string file)
    {
        var clip = AudioClip.Load(Repository.Of(file.Split('/')));
        var answer = Base.Predict(clip);
        answer.Speech.ShouldBeTrue();
        foreach (var (gain, offset) in Changes())
        {
            var changed = Base.Predict(Changed(clip, gain, offset));
            changed.Speech.ShouldBeTrue($"{gain} dB, offset {offset}");
            WorstDifference(answer, changed).ShouldBeLessThan(0.001, $"{gain} dB, offset {offset}");
        }
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Quality_tells_a_gain_and_nothing_else_of_it(string file)
    {
        var clip = AudioClip.Load(Repository.Of(file.Split('/')));
        var (plain, quiet) = (Base.Predict(clip).Quality!, Base.Predict(Changed(clip, -40, 0.1f)).Quality!);
        quiet.LevelDb!.Value.ShouldBe(plain.LevelDb!.Value - 40, 0.01);
        quiet.SpeechSeconds.ShouldBe(plain.SpeechSeconds);
        quiet.BandwidthHz.ShouldBe(plain.BandwidthHz);
        if (plain.SnrDb is { } snr) quiet.SnrDb!.Value.ShouldBe(snr, 0.1);
        quiet.Flags.Contains(QualityFlag.Quiet).ShouldBe(quiet.LevelDb < -75);
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void What_is_heard_of_speech_does_not_depend_on_the_silence_around(string file)
    {
        var clip = AudioClip.Load(Repository.Of(file.Split('/')));
        var recipe = Base.Manifest.Recipe;
        float[] Heard(int silence)
        {
            float[] around = [.. new float[silence], .. clip.Samples, .. new float[silence]];
            return ClipHearing.Prepare(
                new HeardClip(new AudioClip(around, clip.SampleRateHz)), recipe.Hearing, recipe.SampleRateHz, null);
        }

        var (tight, loose) = (Heard(0), Heard(clip.SampleRateHz * 5));
        ((double)loose.Length).ShouldBe(tight.Length, recipe.SampleRateHz * 0.005);
    }

    [Fact]
    public void A_telephone_is_noticed_and_makes_the_answer_uncertain()
    {
        var clip = AudioClip.Load(Repository.Of("samples", "audio", "neutral-synthetic.wav"));
        var answer = Base.Predict(clip.Resample(8000).Resample(48000));
        answer.Quality!.Flags.ShouldContain(QualityFlag.NarrowBand);
        answer.Uncertain.ShouldBeTrue();
        answer.UncertainBecause.ShouldContain("narrow-band");
    }

    [RealSpeechFact]
    public void Real_voices_keep_their_answers()
    {
        var (count, quiet, spoken, fast, silent, flipped) = (0, 0, 0, 0, 0, 0);
        var read = CorpusCollection.Read([Tier.DataFolder], new() { Corpus = null });
        foreach (var corpus in read.Utterances.GroupBy(u => u.Corpus))
        {
            var step = Math.Max(1, corpus.Count() / 40);
            foreach (var utterance in corpus.Where((_, i) => i % step == 0).Take(40))
            {
                var clip = AudioClip.Load(utterance.Path);
                var answer = Base.Predict(clip);
                count++;
                if (!answer.Speech) continue;
                spoken++;
                foreach (var (gain, offset) in Changes())
                {
                    var changed = Base.Predict(Changed(clip, gain, offset));
                    if (!changed.Speech) flipped++;
                    else WorstDifference(answer, changed).ShouldBeLessThan(0.001, $"{utterance.Path}: {gain} dB, offset {offset}");
                }

                if (Base.Predict(Rounded(Changed(clip, -30, 0))).Emotion == answer.Emotion) quiet++;
                if (Base.Predict(Rounded(clip.Resample(48000))).Emotion == answer.Emotion) fast++;
                float[] around = [.. new float[5 * clip.SampleRateHz], .. clip.Samples, .. new float[5 * clip.SampleRateHz]];
                if (Base.Predict(new AudioClip(around, clip.SampleRateHz)).Emotion == answer.Emotion) silent++;
            }
        }

        ((double)spoken / count).ShouldBeGreaterThan(0.98, "speech found");
        flipped.ShouldBeLessThanOrEqualTo(count / 50, "speech lost by gain or offset");
        ((double)quiet / spoken).ShouldBeGreaterThan(0.96, "30 dB quieter, 16 bits");
        ((double)fast / spoken).ShouldBeGreaterThan(0.95, "48 kHz");
        ((double)silent / spoken).ShouldBeGreaterThan(0.95, "silence around");
    }

    private static (double GainDb, float Offset)[] Changes() => [(-40, 0), (-17, 0.03f), (12, 0), (0, 0.2f), (0, -0.2f)];

    private static AudioClip Changed(AudioClip clip, double gainDb, float offset)
    {
        var factor = (float)Math.Pow(10, gainDb / 20);
        return new AudioClip(Array.ConvertAll(clip.Samples, s => (s * factor) + offset), clip.SampleRateHz);
    }

    private static AudioClip Rounded(AudioClip clip) =>
        new(Array.ConvertAll(clip.Samples, s => Math.Clamp(MathF.Round(s * 32768), -32768, 32767) / 32768), clip.SampleRateHz);

    private static double WorstDifference(EmotionPrediction a, EmotionPrediction b) =>
        a.Scores.Zip(b.Scores, (x, y) => Math.Abs(x.Value - y.Value)).Max();
}
