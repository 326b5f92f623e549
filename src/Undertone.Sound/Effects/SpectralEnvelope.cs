using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Effects;

/// <summary>
/// The smooth curve that touches the harmonics of a frame's spectrum from above (A. Röbel and X. Rodet, "Efficient spectral envelope
/// estimation", 2005), in natural logarithms. Holds its work space: one thread at a time.
/// </summary>
internal sealed unsafe class SpectralEnvelope
{
    // Periods of voices from 500 Hz down to 80 Hz: the envelope is as fine as half a period allows, or harmonics would show in it.
    private const double ShortestPeriodSeconds = 0.002;
    private const double LongestPeriodSeconds = 0.0125;

    // The curve rises towards the harmonics in these steps.
    private const int Steps = 12;

    // Below the loudest bin by this much a bin counts as silent: 100 dB.
    private const double Floor = 1e-5;

    private readonly RealFft<double> _fft;
    private readonly int _shortest;
    private readonly int _longest;
    private readonly AlignedBuffer<double> _levels;
    private readonly AlignedBuffer<double> _zeros;
    private readonly AlignedBuffer<double> _cepstrum;
    private readonly AlignedBuffer<float> _kept;
    private readonly AlignedBuffer<double> _ones;
    private readonly AlignedBuffer<double> _curve;
    private readonly AlignedBuffer<double> _imaginary;
    private int _order;

    /// <summary>Prepares spectra of frames of so many samples, an even number.</summary>
    public SpectralEnvelope(int size, int sampleRateHz)
    {
        _fft = new RealFft<double>(size, SimdWidths.Best);
        _longest = Math.Clamp((int)(LongestPeriodSeconds * sampleRateHz), 1, (size / 2) - 1);
        _shortest = Math.Clamp((int)(ShortestPeriodSeconds * sampleRateHz), 1, _longest);
        (_levels, _zeros) = (new AlignedBuffer<double>(_fft.Bins), new AlignedBuffer<double>(_fft.Bins));
        (_cepstrum, _kept, _ones) = (new AlignedBuffer<double>(size), new AlignedBuffer<float>(size), new AlignedBuffer<double>(size));
        var padded = VectorKernels.Padded(_fft.Bins) + VectorKernels.Multiple;
        (_curve, _imaginary) = (new AlignedBuffer<double>(padded), new AlignedBuffer<double>(padded));
        _ones.Span.Fill(1);
    }

    /// <summary>The envelope of the last frame [bins].</summary>
    public ReadOnlySpan<double> Levels => _curve.Span[.._fft.Bins];

    /// <summary>Finds the envelope of a frame; false for one of silence, which has none.</summary>
    public bool Fit(ReadOnlySpan<float> re, ReadOnlySpan<float> im)
    {
        var levels = _levels.Span;
        var largest = 0.0;
        for (var k = 0; k < levels.Length; k++)
        {
            levels[k] = Math.Sqrt(((double)re[k] * re[k]) + ((double)im[k] * im[k]));
            largest = Math.Max(largest, levels[k]);
        }

        if (largest == 0) return false;
        for (var k = 0; k < levels.Length; k++) levels[k] = Math.Log(Math.Max(levels[k], Floor * largest));
        _fft.Inverse(_levels.Pointer, _zeros.Pointer, _cepstrum.Pointer);
        _order = 1 + (Period() / 2);
        Smooth();
        for (var step = 0; step < Steps; step++)
        {
            for (var k = 0; k < levels.Length; k++) levels[k] = Math.Max(levels[k], _curve.Span[k]);
            _fft.Inverse(_levels.Pointer, _zeros.Pointer, _cepstrum.Pointer);
            Smooth();
        }

        return true;
    }

    /// <summary>The last envelope with its frequencies times a factor; beyond half the rate it goes on as it ends.</summary>
    public void Stretch(double factor, Span<double> levels)
    {
        for (var k = 0; k < levels.Length; k++)
        {
            // cos(q a) by Chebyshev's recurrence.
            var (before, now) = (1.0, Math.Cos(Math.Min(Math.PI, 2 * Math.PI * k / (_fft.Length * factor))));
            var twice = 2 * now;
            levels[k] = _kept.Span[0];
            for (var q = 1; q < _order; q++)
            {
                levels[k] += 2 * _kept.Span[q] * now;
                (before, now) = (now, (twice * now) - before);
            }
        }
    }

    /// <summary>The quefrency of the strongest periodicity (A. M. Noll, "Cepstrum pitch determination", 1967).</summary>
    private int Period()
    {
        var best = _shortest;
        for (var q = _shortest; q <= _longest; q++) best = _cepstrum.Span[q] > _cepstrum.Span[best] ? q : best;
        return best;
    }

    /// <summary>The curve that the lowest part of the cepstrum makes.</summary>
    private void Smooth()
    {
        var kept = _kept.Span;
        kept.Clear();
        for (var q = 0; q < _order; q++)
        {
            kept[q] = (float)_cepstrum.Span[q];
            if (q > 0) kept[^q] = kept[q];
        }

        _fft.Forward(_kept.Pointer, _ones.Pointer, _curve.Pointer, _imaginary.Pointer);
    }
}
