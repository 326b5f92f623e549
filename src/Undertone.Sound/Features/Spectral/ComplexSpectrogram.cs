using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>A short-time Fourier transform with its phases: real and imaginary parts, each [frames, bins], row-major.</summary>
public sealed class ComplexSpectrogram
{
    internal ComplexSpectrogram(int frames, StftOptions options)
    {
        (Frames, Options) = (frames, options);
        (Re, Im) = (new float[checked(frames * options.Bins)], new float[checked(frames * options.Bins)]);
    }

    /// <summary>The number of frames.</summary>
    public int Frames { get; }

    /// <summary>n_fft / 2 + 1.</summary>
    public int Bins => Options.Bins;

    /// <summary>How the clip was framed and transformed.</summary>
    public StftOptions Options { get; }

    /// <summary>The real parts, [frames, bins].</summary>
    public float[] Re { get; }

    /// <summary>The imaginary parts, [frames, bins].</summary>
    public float[] Im { get; }
}
