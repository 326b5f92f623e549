namespace Undertone.Sound.Features.Functionals;

/// <summary>The columns of the parameter set with openSMILE's names, in openSMILE's order.</summary>
internal sealed class EgemapsColumns
{
    private const double Frame = 1.0 / EgemapsContours.FramesPerSecond;

    private readonly List<string> _names = [];
    private readonly List<float> _values = [];

    /// <summary>Tells contours and a level by their functionals.</summary>
    /// <param name="contours">The contours.</param>
    /// <param name="levelDb">The level of the whole clip.</param>
    public EgemapsColumns(EgemapsContours contours, double levelDb)
    {
        var frames = contours.Loudness.Values.Length;
        var voiced = contours.Semitones;
        Full("F0semitoneFrom27.5Hz_sma3nz", voiced);
        Full("loudness_sma3", contours.Loudness);
        Both("spectralFlux_sma3", contours.Flux);
        for (var c = 0; c < contours.Mfcc1To4.Length; c++) Both($"mfcc{c + 1}_sma3", contours.Mfcc1To4[c]);
        Both("jitterLocal_sma3nz", contours.JitterLocal);
        Both("shimmerLocaldB_sma3nz", contours.ShimmerLocalDb);
        Both("HNRdBACF_sma3nz", contours.HarmonicsToNoiseDb);
        Both("logRelF0-H1-H2_sma3nz", contours.H1H2Db);
        Both("logRelF0-H1-A3_sma3nz", contours.H1A3Db);
        for (var f = 0; f < contours.FormantHz.Length; f++)
        {
            Both($"F{f + 1}frequency_sma3nz", contours.FormantHz[f]);
            Both($"F{f + 1}bandwidth_sma3nz", contours.FormantBandwidthHz[f]);
            Both($"F{f + 1}amplitudeLogRelF0_sma3nz", contours.FormantDb[f]);
        }

        Both("alphaRatioV_sma3nz", contours.AlphaRatioDb.Where(voiced));
        Both("hammarbergIndexV_sma3nz", contours.HammarbergDb.Where(voiced));
        Both("slopeV0-500_sma3nz", contours.Slopes[0].Where(voiced));
        Both("slopeV500-1500_sma3nz", contours.Slopes[1].Where(voiced));
        Both("spectralFluxV_sma3nz", contours.Flux.Where(voiced));
        for (var c = 0; c < contours.Mfcc1To4.Length; c++) Both($"mfcc{c + 1}V_sma3nz", contours.Mfcc1To4[c].Where(voiced));
        Mean("alphaRatioUV_sma3nz", contours.AlphaRatioDb.Where(voiced, known: false));
        Mean("hammarbergIndexUV_sma3nz", contours.HammarbergDb.Where(voiced, known: false));
        Mean("slopeUV0-500_sma3nz", contours.Slopes[0].Where(voiced, known: false));
        Mean("slopeUV500-1500_sma3nz", contours.Slopes[1].Where(voiced, known: false));
        Mean("spectralFluxUV_sma3nz", contours.Flux.Where(voiced, known: false));
        var seconds = frames * Frame;
        Add("loudnessPeaksPerSec", contours.Loudness.Peaks() / seconds);
        Segments(voiced, seconds, frames);
        Add("equivalentSoundLevel_dBp", levelDb);
    }

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The numbers, in the order of the names; all finite.</summary>
    public float[] Values => [.. _values];

    private void Segments(Contour voiced, double seconds, int frames)
    {
        var stretches = voiced.Stretches();
        double[] on = [.. stretches.Select(s => (s.End - s.Start) * Frame)];
        int[] edges = [0, .. stretches.SelectMany(s => (int[])[s.Start, s.End]), frames];
        double[] off = [.. edges.Chunk(2).Where(e => e[1] > e[0]).Select(e => (e[1] - e[0]) * Frame)];
        Add("VoicedSegmentsPerSec", on.Length / seconds);
        Add("MeanVoicedSegmentLengthSec", Statistics.Mean(on));
        Add("StddevVoicedSegmentLengthSec", Statistics.Deviation(on));
        Add("MeanUnvoicedSegmentLength", Statistics.Mean(off));
        Add("StddevUnvoicedSegmentLength", Statistics.Deviation(off));
    }

    private void Full(string name, Contour contour)
    {
        Both(name, contour);
        var known = contour.Known;
        foreach (var percent in (ReadOnlySpan<int>)[20, 50, 80])
            Add($"{name}_percentile{percent}.0", Statistics.Percentile(known, percent));
        Add(name + "_pctlrange0-2", Statistics.Percentile(known, 80) - Statistics.Percentile(known, 20));
        foreach (var (word, rising) in (ReadOnlySpan<(string, bool)>)[("Rising", true), ("Falling", false)])
        {
            var slopes = Array.ConvertAll(contour.Slopes(rising), s => s / Frame);
            Add($"{name}_mean{word}Slope", Math.Abs(Statistics.Mean(slopes)));
            Add($"{name}_stddev{word}Slope", Statistics.Deviation(slopes));
        }
    }

    private void Both(string name, Contour contour)
    {
        Mean(name, contour);
        Add(name + "_stddevNorm", Statistics.Variation(contour.Known));
    }

    private void Mean(string name, Contour contour) => Add(name + "_amean", Statistics.Mean(contour.Known));

    private void Add(string name, double value)
    {
        _names.Add(name);
        _values.Add((float)value);
    }
}
