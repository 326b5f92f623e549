namespace Undertone.Recognition.Recipes;

/// <summary>What a stage of augmentation does to samples.</summary>
public enum AugmentationKind
{
    /// <summary>Another level, rounded to 16 bits: what a quiet recording loses. Draws dB.</summary>
    Gain,

    /// <summary>Noise at a signal-to-noise ratio. Draws dB.</summary>
    Noise,

    /// <summary>A synthetic room. Draws the seconds in which its reverberation falls by 60 dB.</summary>
    Room,

    /// <summary>The band of a telephone and G.711 µ-law. Draws nothing.</summary>
    Telephone,

    /// <summary>The loss of a perceptual codec such as mp3. Draws how far the loss stays below the speech around it, in dB.</summary>
    Codec,

    /// <summary>A smooth curve of gains, as microphones differ. Draws the gain of each octave in dB.</summary>
    Equalizer,

    /// <summary>Another pitch at the same speed. Draws semitones.</summary>
    Pitch,

    /// <summary>Another length of the vocal tract at the same pitch. Draws the factor of the formants.</summary>
    Formants,

    /// <summary>Another speed at the same pitch. Draws the factor.</summary>
    Rate,

    /// <summary>
    /// A part alone, between the silence before the first sound and behind the last one; clips that are shorter stay whole. Draws seconds.
    /// </summary>
    Crop,
}
