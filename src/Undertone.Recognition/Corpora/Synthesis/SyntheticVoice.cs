namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>A speaker who does not exist: what stays the same whatever is said and felt.</summary>
internal sealed record SyntheticVoice
{
    /// <summary>The mean pitch of a neutral utterance.</summary>
    public required double PitchHz { get; init; }

    /// <summary>The formants relative to those of an average man: a shorter vocal tract raises them.</summary>
    public required double FormantScale { get; init; }

    /// <summary>The speech rate, 1 on average.</summary>
    public required double Rate { get; init; }

    /// <summary>How lively the pitch is, 1 on average.</summary>
    public required double PitchRange { get; init; }

    /// <summary>The level of the recording.</summary>
    public required double LevelDb { get; init; }

    /// <summary>How strongly emotions show, 1 on average.</summary>
    public required double Expressiveness { get; init; }

    /// <summary>The voice's quality.</summary>
    public required VoiceQuality Quality { get; init; }

    /// <summary>The voice of an actor, from 1; odd actors are men and even ones women, as in RAVDESS.</summary>
    public static SyntheticVoice Of(int actor, int seed)
    {
        var noise = new NoiseGenerator(seed, actor);
        var isMale = actor % 2 == 1;
        return new SyntheticVoice
        {
            PitchHz = isMale ? noise.Between(95, 140) : noise.Between(175, 240),
            FormantScale = isMale ? noise.Between(0.94, 1.06) : noise.Between(1.10, 1.22),
            Rate = noise.Between(0.88, 1.14),
            PitchRange = noise.Between(0.8, 1.25),
            LevelDb = noise.Between(-2.5, 2.5),
            Expressiveness = noise.Between(0.8, 1.2),
            Quality = new VoiceQuality(
                noise.Between(0.55, 0.66), noise.Between(0.42, 0.55), noise.Between(0.03, 0.10), noise.Between(0.004, 0.010),
                noise.Between(0.02, 0.05)),
        };
    }
}
