namespace Undertone.Sound.Features.Engine;

/// <summary>How a clip is cut into frames and transformed: the options of
/// librosa.stft. Features with equal ones share one transform.</summary>
public sealed record StftOptions : FeatureOptions
{
    /// <summary>The largest transform that is accepted.</summary>
    public const int LargestFftSamples = 1 << 20;

    /// <summary>n_fft: the length of the transform in samples. Default 2048.</summary>
    public int FftSamples { get; init; } = 2048;

    /// <summary>hop_length: samples from one frame to the next. Default 512.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>win_length: the length of the window in samples, centred in the transform. Default null: n_fft.</summary>
    public int? WindowSamples { get; init; }

    /// <summary>window. Default <see cref="WindowFunction.Hann"/>.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>center: whether frame t is centred at sample t * hop (padded at both ends) or begins there. Default true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>pad_mode: how a centred clip is continued beyond its ends. Default <see cref="PadMode.Constant"/>.</summary>
    public PadMode Padding { get; init; } = PadMode.Constant;

    /// <summary>n_fft / 2 + 1: the number of bins from 0 Hz to half the sample rate.</summary>
    public int Bins => FftSamples / 2 + 1;

    /// <inheritdoc/>
    public override void Validate()
    {
        FeatureOptionException.Require(FftSamples is >= 2 and <= LargestFftSamples, "n_fft", FftSamples, $"from 2 to {LargestFftSamples}");
        FeatureOptionException.Require(HopSamples >= 1, "hop_length", HopSamples, "at least 1");
        FeatureOptionException.Require(WindowSamples is null || (WindowSamples >= 1 && WindowSamples <= FftSamples),
            "win_length", WindowSamples, $"from 1 to n_fft={FftSamples}");
        FeatureOptionException.Require(Enum.IsDefined(Window), "window", Window, "hann, hamming, blackman or boxcar");
        FeatureOptionException.Require(Enum.IsDefined(Padding), "pad_mode", Padding, "constant, edge or reflect");
    }
}
