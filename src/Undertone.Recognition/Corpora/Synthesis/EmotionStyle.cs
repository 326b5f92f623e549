namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>
/// How an emotion changes a neutral way of speaking. The directions follow the reviews of Scherer (2003) and Juslin and Laukka (2003).
/// </summary>
internal sealed record EmotionStyle
{
    /// <summary>Shift of the mean pitch.</summary>
    public double PitchSemitones { get; init; }

    /// <summary>Widening of pitch movements, as a power of 2.</summary>
    public double PitchRangeOctaves { get; init; }

    /// <summary>Pitch movement over the last quarter of the utterance, upwards where positive.</summary>
    public double FinalSemitones { get; init; }

    /// <summary>Shift of the level.</summary>
    public double LevelDb { get; init; }

    /// <summary>Change of the speech rate, as a power of 2.</summary>
    public double RateOctaves { get; init; }

    /// <summary>Change of the open quotient: pressed where negative.</summary>
    public double OpenQuotient { get; init; }

    /// <summary>Change of the tilt: bright where negative.</summary>
    public double Tilt { get; init; }

    /// <summary>Breath beside that of the speaker.</summary>
    public double Breath { get; init; }

    /// <summary>Jitter beside that of the speaker.</summary>
    public double Jitter { get; init; }

    /// <summary>Shimmer beside that of the speaker.</summary>
    public double Shimmer { get; init; }

    /// <summary>Depth of a tremor of the pitch at 7 Hz.</summary>
    public double TremorSemitones { get; init; }

    /// <summary>Change of the formants, relative: spread lips raise them.</summary>
    public double FormantShift { get; init; }

    /// <summary>How far vowels are drawn towards the middle of the mouth, from 0 to 1.</summary>
    public double Slackness { get; init; }

    /// <summary>The emotions in the order of RAVDESS's codes, at full strength.</summary>
    public static EmotionStyle[] Ravdess { get; } =
    [
        new(),
        new() { PitchSemitones = -1, PitchRangeOctaves = -0.35, LevelDb = -3, RateOctaves = -0.2, OpenQuotient = 0.06, Tilt = 0.10,
            Breath = 0.10 },
        new() { PitchSemitones = 4, PitchRangeOctaves = 0.75, LevelDb = 3.5, RateOctaves = 0.12, Tilt = -0.10, FormantShift = 0.07,
            FinalSemitones = 1 },
        new() { PitchSemitones = -1.5, PitchRangeOctaves = -0.9, LevelDb = -6, RateOctaves = -0.38, OpenQuotient = 0.12, Tilt = 0.18,
            Breath = 0.25, FinalSemitones = -1.5, FormantShift = -0.02, Slackness = 0.2 },
        new() { PitchSemitones = 3.5, PitchRangeOctaves = 0.55, LevelDb = 8, RateOctaves = 0.14, OpenQuotient = -0.14, Tilt = -0.22,
            Jitter = 0.012, Shimmer = 0.06, FinalSemitones = -2 },
        new() { PitchSemitones = 6, PitchRangeOctaves = -0.2, LevelDb = 1, RateOctaves = 0.32, OpenQuotient = 0.04, Tilt = 0.06,
            Breath = 0.22, Jitter = 0.02, TremorSemitones = 0.7 },
        new() { PitchSemitones = -1.5, PitchRangeOctaves = 0.2, LevelDb = 0.5, RateOctaves = -0.25, OpenQuotient = -0.08, Jitter = 0.025,
            Shimmer = 0.14, FormantShift = -0.02, Slackness = 0.3, FinalSemitones = -2 },
        new() { PitchSemitones = 5.5, PitchRangeOctaves = 1.1, LevelDb = 2, RateOctaves = -0.1, OpenQuotient = 0.05, Breath = 0.16,
            FinalSemitones = 5 },
    ];

    /// <summary>This style at another strength, with a person's (or a moment's) own deviation of every part.</summary>
    /// <param name="strength">0 is neutral, 1 the full style.</param>
    /// <param name="spread">The standard deviation of the deviations, in units of a typical difference between emotions.</param>
    /// <param name="noise">Where the deviations come from.</param>
    public EmotionStyle Vary(double strength, double spread, ref NoiseGenerator noise) => new()
    {
        PitchSemitones = strength * PitchSemitones + 3 * spread * noise.Normal(),
        PitchRangeOctaves = strength * PitchRangeOctaves + 0.6 * spread * noise.Normal(),
        FinalSemitones = strength * FinalSemitones + 2 * spread * noise.Normal(),
        LevelDb = strength * LevelDb + 4 * spread * noise.Normal(),
        RateOctaves = strength * RateOctaves + 0.22 * spread * noise.Normal(),
        OpenQuotient = strength * OpenQuotient + 0.08 * spread * noise.Normal(),
        Tilt = strength * Tilt + 0.12 * spread * noise.Normal(),
        Breath = strength * Breath + 0.10 * spread * noise.Normal(),
        Jitter = strength * Jitter + 0.01 * spread * noise.Normal(),
        Shimmer = strength * Shimmer + 0.05 * spread * noise.Normal(),
        TremorSemitones = strength * TremorSemitones + 0.3 * spread * noise.Normal(),
        FormantShift = strength * FormantShift + 0.03 * spread * noise.Normal(),
        Slackness = strength * Slackness + 0.2 * spread * noise.Normal(),
    };
}
