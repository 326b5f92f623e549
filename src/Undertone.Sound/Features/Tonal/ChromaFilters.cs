using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Tonal;

/// <summary>
/// The filter bank of librosa.filters.chroma for one tuning: Gaussian bumps around each pitch class (D. Ellis, 2007), each bin of
/// the spectrum normalised over the classes and weighted by a Gaussian over the octaves.
/// </summary>
internal sealed unsafe class ChromaFilters
{
    private readonly AlignedBuffer<float> _matrix;
    private readonly int _stride;
    private readonly int _bands;
    private readonly ChromaNorm _norm;

    public ChromaFilters(ChromaStftOptions options, int sampleRateHz, double tuning)
    {
        (_bands, _norm) = (options.Bands, options.Norm);
        var (bands, bins, fft) = (options.Bands, options.Stft.Bins, options.Stft.FftSamples);
        _stride = VectorKernels.Padded(bins);
        _matrix = new AlignedBuffer<float>(bands * _stride);
        var a0 = 440.0 / 16 * Math.Pow(2, tuning / bands);
        var half = Math.Round(bands / 2.0, MidpointRounding.ToEven);
        var roll = options.BaseC ? 3 * (bands / 12) : 0;
        var column = new double[bands];
        for (var bin = 0; bin < bins; bin++)
        {
            // Bins are measured over the whole transform, mirror half included; the bin of 0 Hz counts as 1.5 octaves below the first.
            var place = Place(bin);
            var width = bin + 1 < fft ? Math.Max(Place(bin + 1) - place, 1) : 1;
            double squares = 0;
            for (var band = 0; band < bands; band++)
            {
                var distance = Modulo(place - band + half + 10 * bands, bands) - half;
                var bump = 2 * distance / width;
                column[band] = Math.Exp(-0.5 * bump * bump);
                squares += column[band] * column[band];
            }

            var norm = Math.Sqrt(squares);
            var scale = norm < 2.2250738585072014e-308 ? 1 : 1 / norm;
            if (options.OctaveWidth is { } octaves)
            {
                var off = (place / bands - options.CenterOctave) / octaves;
                scale *= Math.Exp(-0.5 * off * off);
            }

            for (var band = 0; band < bands; band++)
            {
                var to = (int)Modulo(band - roll, bands);
                _matrix.Span[to * _stride + bin] = (float)(column[band] * scale);
            }
        }

        double Place(int bin) => bands * Math.Log2((double)sampleRateHz * Math.Max(bin, 1) / fft / a0) - (bin == 0 ? 1.5 * bands : 0);
    }

    /// <summary>Folds the power spectrum of a frame into pitch classes and scales them.</summary>
    public void Apply(VectorKernels kernels, float* power, float* bands)
    {
        kernels.MatrixVector(_matrix.Pointer, _bands, power, _stride, bands);
        Normalization.Apply(bands, _bands, _norm);
        GC.KeepAlive(this);
    }

    private static double Modulo(double value, double divisor) => value - divisor * Math.Floor(value / divisor);
}
