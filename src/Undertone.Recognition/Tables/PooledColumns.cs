using System.Globalization;
using Undertone.Recognition.Features;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tables;

/// <summary>Features pooled over time: <c>mfcc_0_mean</c>, <c>rms_std</c>; a feature of one row a clip under its own names.</summary>
internal sealed class PooledColumns : ClipColumns
{
    // Bands do not depend on the rate of a clip, so any will do to name them.
    private const int AnyRateHz = 16000;

    private readonly ClipTableOptions _options;
    private readonly Dictionary<int, FeatureExtractor> _extractors = [];

    public PooledColumns(ClipTableOptions options)
    {
        _options = options;
        var extractor = Extractor(options.SampleRateHz ?? AnyRateHz);
        Names = [.. options.Features.SelectMany((spec, i) => NamesOf(spec, extractor.BandsOf(i)))];
    }

    public override IReadOnlyList<string> Names { get; }

    public override float[] Compute(AudioClip clip)
    {
        if (_options.SampleRateHz is { } rate) clip = clip.Resample(rate);
        var matrices = Extractor(clip.SampleRateHz).Extract(clip.Samples);
        var (vector, at) = (new float[Names.Count], 0);
        for (var i = 0; i < matrices.Length; i++)
        {
            var statistics = StatisticsOf(_options.Features[i]);
            var count = matrices[i].Bands * statistics.Count;
            Pooling.Pool(matrices[i], statistics, null, vector.AsSpan(at, count));
            at += count;
        }

        return vector;
    }

    private IReadOnlyList<string> StatisticsOf(FeatureSpec spec) => spec.BandNames is null ? _options.Pool : ["mean"];

    private IEnumerable<string> NamesOf(FeatureSpec spec, int bands)
    {
        if (spec.BandNames is { } names) return names;
        return _options.Pool.SelectMany(statistic => Enumerable.Range(0, bands).Select(band => bands == 1
            ? $"{spec.Name}_{statistic}"
            : string.Create(CultureInfo.InvariantCulture, $"{spec.Name}_{band}_{statistic}")));
    }

    private FeatureExtractor Extractor(int rateHz) =>
        _extractors.TryGetValue(rateHz, out var known) ? known : _extractors[rateHz] = new FeatureExtractor(_options.Features, rateHz);
}
