using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference.Voices;

/// <summary>What one model can do with voices.</summary>
/// <param name="bundle">The model.</param>
/// <param name="head">Its voice head; null where it has none.</param>
internal sealed class ModelVoices(ModelBundle bundle, VoiceHead? head)
{
    private readonly Lazy<string> _fingerprint = new(() => ModelFingerprint.Of(bundle));

    /// <summary>The name of the model.</summary>
    public string Model => bundle.Manifest.Name;

    /// <summary>The digest of the model's weights.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Whether there is a voice head.</summary>
    public bool Any => head is not null;

    /// <summary>The voice head.</summary>
    /// <exception cref="VoiceException">There is none.</exception>
    public VoiceHead Head => head ?? throw None(Model);

    /// <summary>Says that a model has no voice head.</summary>
    public static VoiceException None(string model) => new(
        $"The model '{model}' has no voice head, so it cannot answer relative to a voice. "
        + "Train one whose recipe has \"training\": { \"voices\": true }: undertone train --set training.voices=true ...");

    /// <summary>A voice made ready for answers.</summary>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    public KnownVoice Know(Voice voice)
    {
        var own = Head;
        if (voice.ModelFingerprint == Fingerprint && voice.Mean.Count == own.Settings.Mean.Count)
        {
            return own.IsPossible(voice)
                ? new KnownVoice(voice, own.Center(voice))
                : throw new VoiceException($"The voice '{voice.Name}' has numbers that no speech gives. Enroll the speaker again.");
        }

        throw new VoiceException(
            $"The voice '{voice.Name}' was enrolled with another model ('{voice.Model}') than this one ('{Model}'), to which its numbers "
            + "say nothing. Use that model, or enroll the speaker again with this one.");
    }

    /// <summary>Refuses neutral clips where the model has not learnt where neutral speech lies.</summary>
    /// <exception cref="VoiceException">It has not, or knows no voices.</exception>
    public void RequireNeutral()
    {
        if (Head.Settings.NeutralShift is not null) return;
        throw new VoiceException(
            $"The model '{Model}' has not heard the neutral speech of enough speakers to use clips as neutral ones. "
            + "Enroll clips of different emotions, without saying that they are neutral.");
    }
}
