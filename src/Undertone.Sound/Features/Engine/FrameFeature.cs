namespace Undertone.Sound.Features.Engine;

/// <summary>A feature that is computed from one frame alone.</summary>
internal abstract unsafe class FrameFeature
{
    public abstract int Bands { get; }

    /// <summary>Whether the spectrum of the frame is read.</summary>
    public virtual bool NeedsSpectrum => true;

    /// <summary>Forgets the clip before.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Computes the <see cref="Bands"/> values of a frame.</summary>
    /// <param name="samples">n_fft samples, without a window.</param>
    /// <param name="spectrum">The frame's spectrum; loaded where <see cref="NeedsSpectrum"/> is true.</param>
    /// <param name="result">Where the values go.</param>
    public abstract void Compute(float* samples, Spectrum spectrum, float* result);
}
