namespace Undertone.Sound.Features.Functionals;

/// <summary>What the parameter set is told of: contours of a clip, all of one number of frames.</summary>
internal sealed record EgemapsContours
{
    /// <summary>The frames of a second.</summary>
    public const int FramesPerSecond = 100;

    /// <summary>The pitch in semitones above 27.5 Hz; unvoiced frames have none.</summary>
    public Contour Semitones { get; init; } = Contour.None;

    /// <summary>The sum of the bands' power, weighted as the ear hears them, to the power of 0.33.</summary>
    public Contour Loudness { get; init; } = Contour.None;

    /// <summary>The root of the mean squared difference of the magnitudes from those of the frame before.</summary>
    public Contour Flux { get; init; } = Contour.None;

    /// <summary>The cepstral coefficients 1 to 4.</summary>
    public Contour[] Mfcc1To4 { get; init; } = [Contour.None, Contour.None, Contour.None, Contour.None];

    /// <summary>Praat's local jitter, a share.</summary>
    public Contour JitterLocal { get; init; } = Contour.None;

    /// <summary>Praat's local shimmer in dB.</summary>
    public Contour ShimmerLocalDb { get; init; } = Contour.None;

    /// <summary>The harmonics-to-noise ratio in dB.</summary>
    public Contour HarmonicsToNoiseDb { get; init; } = Contour.None;

    /// <summary>The first harmonic over the second, in dB.</summary>
    public Contour H1H2Db { get; init; } = Contour.None;

    /// <summary>The first harmonic over the strongest around the third formant, in dB.</summary>
    public Contour H1A3Db { get; init; } = Contour.None;

    /// <summary>F1 to F3 in Hz.</summary>
    public Contour[] FormantHz { get; init; } = [Contour.None, Contour.None, Contour.None];

    /// <summary>Their bandwidths in Hz.</summary>
    public Contour[] FormantBandwidthHz { get; init; } = [Contour.None, Contour.None, Contour.None];

    /// <summary>The strongest harmonic around each formant over the first harmonic, in dB.</summary>
    public Contour[] FormantDb { get; init; } = [Contour.None, Contour.None, Contour.None];

    /// <summary>The energy from 1 to 5 kHz over that from 50 to 1000 Hz, in dB.</summary>
    public Contour AlphaRatioDb { get; init; } = Contour.None;

    /// <summary>The strongest bin up to 2 kHz over the strongest from 2 to 5 kHz, in dB.</summary>
    public Contour HammarbergDb { get; init; } = Contour.None;

    /// <summary>The slopes from 0 to 500 and from 500 to 1500 Hz, in dB per Hz.</summary>
    public Contour[] Slopes { get; init; } = [Contour.None, Contour.None];
}
