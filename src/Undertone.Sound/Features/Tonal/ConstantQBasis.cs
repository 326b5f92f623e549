using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Tonal;

/// <summary>
/// The wavelets of one octave in the frequency domain: complex sinusoids under a Hann window whose length is inverse to their frequency, as
/// librosa.filters.wavelet builds them, less the bins that together hold the smallest hundredth of a row's magnitude.
/// </summary>
internal sealed unsafe class ConstantQBasis
{
    private const double Sparsity = 0.01;
    private readonly int[] _starts;
    private readonly int[] _offsets;
    private readonly int[] _lengths;
    private readonly AlignedBuffer<float> _re;
    private readonly AlignedBuffer<float> _im;

    /// <param name="frequencies">The frequencies of the octave as parts of the sample rate, ascending.</param>
    /// <param name="quality">Q: the length of a wavelet in periods.</param>
    /// <param name="width">The register width.</param>
    public ConstantQBasis(ReadOnlySpan<double> frequencies, double quality, SimdWidth width)
    {
        Rows = frequencies.Length;
        FftSamples = 1 << (int)Math.Ceiling(Math.Log2(quality / frequencies[0]));
        (_starts, _offsets, _lengths) = (new int[Rows], new int[Rows], new int[Rows]);
        var fft = new ComplexFft<float>(FftSamples, width);
        var bins = FftSamples / 2 + 1;
        var (re, im) = (new AlignedBuffer<float>(FftSamples), new AlignedBuffer<float>(FftSamples));
        var (rows, rowsIm) = (new List<float>(), new List<float>());
        var magnitudes = new float[bins];
        for (var row = 0; row < Rows; row++)
        {
            Wavelet(frequencies[row], quality / frequencies[row], re.Span, im.Span);
            fft.Transform(re.Pointer, im.Pointer);
            for (var k = 0; k < bins; k++) magnitudes[k] = MathF.Sqrt(re.Span[k] * re.Span[k] + im.Span[k] * im.Span[k]);
            var floor = Floor(magnitudes);
            int first = 0, last = bins - 1;
            while (magnitudes[first] < floor) first++;
            while (magnitudes[last] < floor) last--;
            (_starts[row], _offsets[row]) = (first, rows.Count);
            for (var k = first; k <= last; k++)
            {
                var kept = magnitudes[k] >= floor;
                rows.Add(kept ? re.Span[k] : 0);
                rowsIm.Add(kept ? im.Span[k] : 0);
            }

            while (rows.Count % VectorKernels.Multiple != 0)
            {
                rows.Add(0);
                rowsIm.Add(0);
            }

            _lengths[row] = rows.Count - _offsets[row];
        }

        (_re, _im) = (new AlignedBuffer<float>(rows.ToArray()), new AlignedBuffer<float>(rowsIm.ToArray()));
    }

    public int Rows { get; }

    /// <summary>The length of the transform that the wavelets fit into.</summary>
    public int FftSamples { get; }

    /// <summary>The magnitude of each wavelet's response to a spectrum, times its scale.</summary>
    public void Apply(VectorKernels kernels, float* re, float* im, ReadOnlySpan<float> scales, float* magnitudes)
    {
        for (var row = 0; row < Rows; row++)
        {
            int at = _offsets[row], start = _starts[row];
            magnitudes[row] = MathF.Sqrt(
                kernels.ComplexDotPower(_re.Pointer + at, _im.Pointer + at, re + start, im + start, _lengths[row])) * scales[row];
        }

        GC.KeepAlive(this);
    }

    /// <summary>Writes a wavelet of unit sum of magnitudes, times its length over that of
    /// the transform, into the middle of a transform.</summary>
    private static void Wavelet(double frequency, double length, Span<float> re, Span<float> im)
    {
        re.Clear();
        im.Clear();
        int from = (int)Math.Floor(-length / 2), count = (int)Math.Floor(length / 2) - from;
        var window = Windows.Periodic(WindowFunction.Hann, count);
        double sum = 0;
        foreach (var value in window) sum += value;
        var start = (re.Length - count) / 2;
        for (var i = 0; i < count; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * frequency * (from + i));
            var weight = window[i] / sum * length / re.Length;
            (re[start + i], im[start + i]) = ((float)(cos * weight), (float)(sin * weight));
        }
    }

    /// <summary>The smallest magnitude to keep: those below hold less than the sparsity's share of the whole.</summary>
    private static float Floor(ReadOnlySpan<float> magnitudes)
    {
        var sorted = magnitudes.ToArray();
        Array.Sort(sorted);
        double total = 0, running = 0;
        foreach (var value in sorted) total += value;
        foreach (var value in sorted)
        {
            running += value;
            if (running / total >= Sparsity) return value;
        }

        return sorted[0];
    }
}
