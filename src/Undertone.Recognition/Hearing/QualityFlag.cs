namespace Undertone.Recognition.Hearing;

/// <summary>A fault of a recording that is known to make answers worse.</summary>
public enum QualityFlag
{
    /// <summary>There is less than half a second of speech.</summary>
    LittleSpeech,

    /// <summary>The speech is so quiet that the steps of 16 bits are heard beside it.</summary>
    Quiet,

    /// <summary>The recording was driven into full scale.</summary>
    Clipped,

    /// <summary>There is loud noise beside the speech.</summary>
    Noisy,

    /// <summary>The recording lacks a part of the band that the model hears, as a telephone call does.</summary>
    NarrowBand,
}
