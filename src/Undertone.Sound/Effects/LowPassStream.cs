using Undertone.Sound.Kernels;

namespace Undertone.Sound.Effects;

/// <summary>
/// <see cref="LowPass"/> for samples that come bit by bit: what comes out, put together, has the bits of the whole signal filtered, however
/// it is cut. Not safe for use from several threads at once.
/// </summary>
public sealed class LowPassStream
{
    private readonly float[] _taps;
    private float[] _buffer;
    private int _count;
    private bool _completed;

    /// <summary>Prepares for a signal.</summary>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <param name="cutoffHz">Where 6 dB are lost, in Hz, above 0 and below half the rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0, or the frequency lies elsewhere.</exception>
    public LowPassStream(int sampleRateHz, double cutoffHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        if (!(cutoffHz > 0 && cutoffHz < sampleRateHz / 2.0))
            throw new ArgumentOutOfRangeException(nameof(cutoffHz), cutoffHz, "A frequency between 0 and half the rate is needed.");
        _taps = LowPass.Taps(sampleRateHz, cutoffHz);
        // The signal counts as zero before its start.
        _buffer = new float[LowPass.HalfTaps];
        _count = LowPass.HalfTaps;
    }

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Any number of them.</param>
    /// <returns>The filtered samples that they complete.</returns>
    /// <exception cref="InvalidOperationException">The signal is completed.</exception>
    public float[] Push(ReadOnlySpan<float> samples)
    {
        if (_completed) throw new InvalidOperationException("The signal is completed: make another stream for another one.");
        var needed = _count + samples.Length;
        if (_buffer.Length < needed) Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, needed));
        samples.CopyTo(_buffer.AsSpan(_count));
        _count = needed;
        var filtered = new float[Math.Max(0, _count - _taps.Length + 1)];
        if (filtered.Length == 0) return filtered;
        FirKernel.Windows(_buffer.AsSpan(0, _count), 0, 1, _taps, filtered, 1, filtered.Length);
        _count -= filtered.Length;
        _buffer.AsSpan(filtered.Length, _count).CopyTo(_buffer);
        return filtered;
    }

    /// <summary>Ends the signal, which counts as zero behind its end.</summary>
    /// <returns>The filtered samples that are left, so that there are as many as came.</returns>
    /// <exception cref="InvalidOperationException">The signal is completed already.</exception>
    public float[] Complete()
    {
        var last = Push(new float[_taps.Length - 1 - LowPass.HalfTaps]);
        _completed = true;
        return last;
    }
}
