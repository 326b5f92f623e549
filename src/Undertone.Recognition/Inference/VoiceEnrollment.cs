using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Gets to know one speaker, clip by clip: of each the mean embedding keeps its share, and the audio is forgotten. Made by
/// <see cref="EmotionRecognizer.BeginEnrollment"/>; one thread at a time.
/// </summary>
public sealed class VoiceEnrollment
{
    private readonly EmotionRecognizer _recognizer;
    private readonly ModelVoices _voices;
    private readonly string _name;
    private readonly bool _neutral;
    private readonly EmbeddingSums _sums;
    private readonly int[] _answers;

    internal VoiceEnrollment(EmotionRecognizer recognizer, ModelVoices voices, string name, bool neutral)
    {
        (_recognizer, _voices, _name, _neutral) = (recognizer, voices, name, neutral);
        _sums = new EmbeddingSums(voices.Head.Settings.Mean.Count);
        _answers = new int[recognizer.Labels.Count];
    }

    /// <summary>How many clips with speech there are so far.</summary>
    public int Clips => _sums.Count;

    /// <summary>How long they are together.</summary>
    public double Seconds { get; private set; }

    /// <summary>Adds a clip.</summary>
    /// <param name="clip">Audio at any rate.</param>
    /// <returns>False where nobody speaks in it; it is then left out.</returns>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    public bool Add(AudioClip clip) => Add(_recognizer.See(clip));

    /// <summary>What is known of the speaker by now.</summary>
    /// <exception cref="VoiceException">There is no clip with speech.</exception>
    public Voice ToVoice() => Clips == 0
        ? throw new VoiceException($"There is no speech to know '{_name}' by. Name clips in which somebody speaks.")
        : new Voice
        {
            Name = _name,
            Model = _voices.Model,
            ModelFingerprint = _voices.Fingerprint,
            Clips = Clips,
            Seconds = Seconds,
            Neutral = _neutral,
            Mean = _sums.Mean(),
            Spread = _sums.Spread(_voices.Head.Settings.Scaler.Scale),
            SameAnswer = (double)_answers.Max() / Clips,
        };

    internal bool Add(SeenClip seen)
    {
        if (seen is not { Probabilities: { } probabilities, Embedding: { } embedding }) return false;
        _sums.Add(embedding);
        _answers[Learning.Metrics.ArgMax.Of<float>(probabilities)]++;
        Seconds += seen.EndSeconds - seen.StartSeconds;
        return true;
    }
}
