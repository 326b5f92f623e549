using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>One utterance to be made, by RAVDESS's codes (each from 1).</summary>
internal readonly record struct SyntheticUtterance(int Emotion, int Intensity, int Statement, int Repetition, int Actor)
{
    /// <summary>The file below the corpus's folder, <c>/</c>-separated.</summary>
    public string RelativePath => $"Actor_{Actor:00}/03-01-{Emotion:00}-{Intensity:00}-{Statement:00}-{Repetition:00}-{Actor:00}.wav";

    /// <summary>All utterances of a corpus, as RAVDESS has them: neutral in one intensity, the other emotions in two.</summary>
    public static List<SyntheticUtterance> All(SyntheticCorpusOptions options)
    {
        var all = new List<SyntheticUtterance>();
        for (var actor = 1; actor <= options.Speakers; actor++)
        {
            for (var emotion = 1; emotion <= EmotionStyle.Ravdess.Length; emotion++)
            {
                for (var intensity = 1; intensity <= (emotion == 1 ? 1 : 2); intensity++)
                {
                    for (var statement = 1; statement <= 2; statement++)
                    {
                        for (var repetition = 1; repetition <= options.Repetitions; repetition++)
                            all.Add(new SyntheticUtterance(emotion, intensity, statement, repetition, actor));
                    }
                }
            }
        }

        return all;
    }

    /// <summary>The utterance, spoken by its actor of the corpus that the seed makes.</summary>
    public AudioClip Speak(int seed)
    {
        const double NormalStrength = 0.85;
        var voice = SyntheticVoice.Of(Actor, seed);
        var person = new NoiseGenerator(seed, Actor, Emotion);
        var moment = new NoiseGenerator(seed, Actor, Emotion, Intensity, Statement, Repetition);
        var strength = voice.Expressiveness * (Intensity == 1 ? NormalStrength : 1);
        var style = EmotionStyle.Ravdess[Emotion - 1].Vary(strength, 0.16, ref person).Vary(1, 0.16, ref moment);
        return FormantSynthesizer.Speak(voice, style, Sentence.Statement(Statement), ref moment);
    }
}
