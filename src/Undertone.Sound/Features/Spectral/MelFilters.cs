using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The triangular filters of librosa.filters.mel; only the bins under each triangle are kept.</summary>
internal sealed unsafe class MelFilters
{
    private readonly int[] _starts;
    private readonly int[] _offsets;
    private readonly int[] _lengths;
    private readonly AlignedBuffer<float> _weights;

    public MelFilters(MelSpectrogramOptions options, int sampleRateHz)
    {
        var maxHz = options.MaxFrequencyHz ?? sampleRateHz / 2.0;
        FeatureOptionException.Require(
            maxHz > options.MinFrequencyHz, "fmin", options.MinFrequencyHz, FormattableString.Invariant($"below fmax={maxHz} Hz"));
        Bands = options.Bands;
        var bins = options.Stft.Bins;
        var edges = MelScale.Frequencies(Bands + 2, options.MinFrequencyHz, maxHz, options.Htk);
        (_starts, _offsets, _lengths) = (new int[Bands], new int[Bands], new int[Bands]);
        var weights = new List<float>();
        for (var band = 0; band < Bands; band++)
        {
            double low = edges[band], peak = edges[band + 1], high = edges[band + 2];
            var scale = options.SlaneyNorm ? 2 / (high - low) : 1;
            var first = -1;
            _offsets[band] = weights.Count;
            var from = (int)Math.Min(bins, low * options.Stft.FftSamples / sampleRateHz);
            for (var bin = from; bin < bins; bin++)
            {
                var hz = (double)bin * sampleRateHz / options.Stft.FftSamples;
                if (hz > high) break;
                var weight = (float)Math.Max(0, Math.Min((hz - low) / (peak - low), (high - hz) / (high - peak)));
                if (weight == 0) continue;
                if (first < 0) first = bin;
                while (weights.Count - _offsets[band] < bin - first) weights.Add(0);
                weights.Add((float)(weight * scale));
            }

            _starts[band] = Math.Max(first, 0);
            while ((weights.Count - _offsets[band]) % VectorKernels.Multiple != 0) weights.Add(0);
            _lengths[band] = weights.Count - _offsets[band];
        }

        _weights = new AlignedBuffer<float>(weights.ToArray());
    }

    public int Bands { get; }

    /// <summary>The filters with all their zeros, [bands, bins].</summary>
    public float[] ToArray(int bins)
    {
        var filters = new float[Bands * bins];
        for (var band = 0; band < Bands; band++)
        {
            var length = Math.Min(_lengths[band], bins - _starts[band]);
            _weights.Span.Slice(_offsets[band], length).CopyTo(filters.AsSpan((band * bins) + _starts[band]));
        }

        return filters;
    }

    /// <summary>The weighted sum of a spectrum under each triangle.</summary>
    public void Apply(VectorKernels kernels, float* spectrum, float* bands)
    {
        var weights = _weights.Pointer;
        for (var band = 0; band < Bands; band++)
        {
            bands[band] = kernels.Dot(weights + _offsets[band], spectrum + _starts[band], _lengths[band]);
        }

        GC.KeepAlive(this);
    }
}
