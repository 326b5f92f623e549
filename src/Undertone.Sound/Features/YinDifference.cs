using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>The cumulative-mean-normalised difference function of a frame (A. de Cheveigné and H. Kawahara, "YIN", 2002, equation 8), with librosa's energy terms.</summary>
internal sealed unsafe class YinDifference
{
    private readonly int _frame;
    private readonly int _minPeriod;
    private readonly int _maxPeriod;
    private readonly RealFft _fft;
    private readonly AlignedBuffer _padded;
    private readonly AlignedBuffer _ones;
    private readonly AlignedBuffer _re;
    private readonly AlignedBuffer _im;
    private readonly AlignedBuffer _power;
    private readonly VectorKernels _kernels;

    public YinDifference(int frameSamples, int minPeriod, int maxPeriod, SimdWidth width)
    {
        (_frame, _minPeriod, _maxPeriod) = (frameSamples, minPeriod, maxPeriod);
        _kernels = VectorKernels.For(width);
        var size = 2;
        while (size < frameSamples + maxPeriod + 1) size *= 2;
        _fft = new RealFft(size, width);
        (_padded, _ones) = (new AlignedBuffer(size), new AlignedBuffer(size));
        _ones.Span.Fill(1);
        var bins = VectorKernels.Padded(_fft.Bins);
        (_re, _im, _power) = (new AlignedBuffer(bins), new AlignedBuffer(bins), new AlignedBuffer(bins));
        Values = new double[maxPeriod - minPeriod + 1];
    }

    /// <summary>The function at the periods from the shortest to the longest.</summary>
    public double[] Values { get; }

    public void Compute(float* samples)
    {
        new ReadOnlySpan<float>(samples, _frame).CopyTo(_padded.Span);
        _padded.Span[_frame..].Clear();
        _fft.Forward(_padded.Pointer, _ones.Pointer, _re.Pointer, _im.Pointer);
        _kernels.Power(_re.Pointer, _im.Pointer, _power.Pointer, _power.Length);
        _im.Span.Clear();
        _fft.Inverse(_power.Pointer, _im.Pointer, _padded.Pointer);

        // As in the reference the energies are summed in single precision: at silence their rounding decides.
        var correlation = _padded.Pointer;
        float energy = 0, total = 0;
        for (var lag = 1; lag <= _maxPeriod; lag++)
        {
            energy += samples[lag - 1] * samples[lag - 1];
            var difference = (float)(2.0 * ((double)correlation[0] - correlation[lag]) - energy);
            total += difference;
            if (lag >= _minPeriod) Values[lag - _minPeriod] = difference / ((double)total / lag + 2.2250738585072014e-308);
        }

        GC.KeepAlive(this);
    }
}
