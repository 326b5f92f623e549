namespace Undertone.Sound.Audio;

/// <summary>How <see cref="WavWriter"/> stores samples.</summary>
public enum WavSampleFormat
{
    /// <summary>16-bit integers; what lies outside [-1, 1) is clipped.</summary>
    Pcm16,

    /// <summary>32-bit floating point, exactly the samples in memory.</summary>
    IeeeFloat,
}
