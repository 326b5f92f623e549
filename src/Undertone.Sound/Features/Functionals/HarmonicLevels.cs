namespace Undertone.Sound.Features.Functionals;

/// <summary>How strong single harmonics of a voiced frame are.</summary>
/// <param name="magnitudes">The spectrum of the frame, [bins].</param>
/// <param name="hzPerBin">The distance of its bins in Hz.</param>
/// <param name="f0Hz">The fundamental frequency in Hz.</param>
internal readonly ref struct HarmonicLevels(ReadOnlySpan<float> magnitudes, double hzPerBin, double f0Hz)
{
    /// <summary>Up to which share of f0 to both sides of its place a harmonic is looked for.</summary>
    private const double Reach = 0.25;

    /// <summary>How far the range of a formant reaches to both sides, as a share of its frequency.</summary>
    private const double FormantReach = 0.2;

    private const double LeastPower = 1e-20;

    private readonly ReadOnlySpan<float> _magnitudes = magnitudes;

    /// <summary>The power of a harmonic in dB: of the strongest bin around its place. The first one is f0 itself.</summary>
    public double Db(int harmonic)
    {
        var from = Math.Max((int)Math.Ceiling((harmonic - Reach) * f0Hz / hzPerBin), 0);
        var to = Math.Min((int)Math.Floor((harmonic + Reach) * f0Hz / hzPerBin), _magnitudes.Length - 1);
        double largest = 0;
        for (var k = from; k <= to; k++) largest = Math.Max(largest, _magnitudes[k]);
        return 10 * Math.Log10(Math.Max(largest * largest, LeastPower));
    }

    /// <summary>The power in dB of the strongest harmonic within a fifth of a formant's frequency, or of the nearest one.</summary>
    public double FormantDb(double formantHz)
    {
        var nearest = Math.Max(1, (int)Math.Round(formantHz / f0Hz));
        var first = Math.Max(1, (int)Math.Ceiling((1 - FormantReach) * formantHz / f0Hz));
        var last = (int)Math.Floor((1 + FormantReach) * formantHz / f0Hz);
        var largest = Db(nearest);
        for (var h = first; h <= last; h++) largest = Math.Max(largest, Db(h));
        return largest;
    }
}
