namespace Undertone.Sound.Audio;

/// <summary>The taps of a polyphase low-pass filter for one ratio of rates: a Kaiser-windowed sinc, as near as one such can be to soxr's HQ setting.</summary>
internal sealed class ResamplingFilter
{
    /// <summary>soxr crosses ratios of numbers up to this in one step, and others in two, which gives a slightly different response.</summary>
    private const int MaxSingleStep = 3;

    private const int MaxExactTaps = 1 << 18;
    private const int InterpolatedPhases = 1024;
    private const int CacheSize = 16;

    private static readonly Lock CacheLock = new();
    private static readonly Dictionary<(int Up, int Down), ResamplingFilter> Cache = [];
    private static readonly Queue<(int Up, int Down)> CacheOrder = [];
    private static readonly Design SingleStep = new(Beta: 13.04, CutOff: 0.956872, HalfWidth: 97.25);
    private static readonly Design TwoSteps = new(Beta: 15.98, CutOff: 0.956843, HalfWidth: 109.67);

    private ResamplingFilter(int up, int down)
    {
        (Up, Down) = (up, down);
        var stretch = Math.Max(1.0, (double)down / up);
        var design = Math.Max(up, down) <= MaxSingleStep ? SingleStep : TwoSteps;
        var halfWidth = design.HalfWidth * stretch;
        Before = (int)Math.Ceiling(halfWidth) - 1;
        Taps = (2 * (Before + 1) + 15) & ~15;
        IsExact = (long)up * Taps <= MaxExactTaps;
        Phases = IsExact ? up : (int)Math.Ceiling(InterpolatedPhases / stretch);
        Table = Build(design, IsExact ? Phases : Phases + 1, stretch);
    }

    /// <summary>The output rate over the greatest common divisor of both.</summary>
    public int Up { get; }

    /// <summary>The input rate over the greatest common divisor of both.</summary>
    public int Down { get; }

    /// <summary>Input samples before the one at or left of the output's place.</summary>
    public int Before { get; }

    /// <summary>Taps a phase, a multiple of 16; those beyond the filter's end are zero.</summary>
    public int Taps { get; }

    /// <summary>Phases between two input samples.</summary>
    public int Phases { get; }

    /// <summary>Whether every place that an output can take has a phase of its own; else two neighbours are mixed.</summary>
    public bool IsExact { get; }

    /// <summary>The taps [phases, taps]; where phases are mixed, one more row follows.</summary>
    public float[] Table { get; }

    /// <summary>The filter for a ratio without common divisor, built once and kept while it is among the latest few.</summary>
    public static ResamplingFilter For(int up, int down)
    {
        lock (CacheLock)
        {
            if (Cache.TryGetValue((up, down), out var known)) return known;
        }

        var filter = new ResamplingFilter(up, down);
        lock (CacheLock)
        {
            if (!Cache.TryAdd((up, down), filter)) return Cache[(up, down)];
            CacheOrder.Enqueue((up, down));
            if (CacheOrder.Count > CacheSize) Cache.Remove(CacheOrder.Dequeue());
            return filter;
        }
    }

    /// <summary>Fills the rows. sin(a(j - f)) comes from the sines of aj and af, and the window from its power series, so that no tap needs a call.</summary>
    private float[] Build(Design design, int rows, double stretch)
    {
        var (halfWidth, cutOff) = (design.HalfWidth * stretch, design.CutOff / stretch);
        var series = WindowSeries(design.Beta);
        var table = new float[rows * Taps];
        var used = 2 * (Before + 1);
        var angle = Math.PI * cutOff;
        var sines = new double[used];
        var cosines = new double[used];
        for (var k = 0; k < used; k++) (sines[k], cosines[k]) = Math.SinCos(angle * (k - Before));
        var inverseSquare = 1 / (halfWidth * halfWidth);
        for (var row = 0; row < rows; row++)
        {
            var fraction = (double)row / Phases;
            var (sine, cosine) = Math.SinCos(angle * fraction);
            for (var k = 0; k < used; k++)
            {
                var t = k - Before - fraction;
                var u = 1 - t * t * inverseSquare;
                if (u < 0) continue;
                var sinc = Math.Abs(t) < 1e-9 ? cutOff : (sines[k] * cosine - cosines[k] * sine) / (Math.PI * t);
                table[row * Taps + k] = (float)(sinc * Window(series, u));
            }
        }

        return table;
    }

    /// <summary>The Kaiser window I0(beta sqrt(u)) / I0(beta), u = 1 - (t / half width)^2.</summary>
    private static double Window(double[] series, double u)
    {
        var sum = 0.0;
        for (var k = series.Length - 1; k >= 0; k--) sum = sum * u + series[k];
        return sum;
    }

    /// <summary>The coefficients (beta^2 / 4)^k / k!^2 over their sum, down to where they no longer count.</summary>
    private static double[] WindowSeries(double beta)
    {
        var terms = new List<double> { 1 };
        var sum = 1.0;
        for (var k = 1; terms[^1] > 1e-10 * sum || k < beta; k++)
        {
            terms.Add(terms[^1] * (beta * beta / 4) / ((double)k * k));
            sum += terms[^1];
        }

        return [.. terms.Select(t => t / sum)];
    }

    /// <param name="Beta">The shape of the Kaiser window.</param>
    /// <param name="CutOff">The middle of the transition band, as a part of the lower Nyquist frequency.</param>
    /// <param name="HalfWidth">Half the filter's length, in samples of the lower rate.</param>
    private sealed record Design(double Beta, double CutOff, double HalfWidth);
}
