using Undertone.Sound.Kernels;

namespace Undertone.Sound.Audio;

/// <summary>The taps of a polyphase low-pass filter for one ratio of rates, with the response of soxr's HQ setting.</summary>
internal sealed class ResamplingFilter
{
    private const int MaxExactTaps = 1 << 18;
    private const int InterpolatedPhases = 1024;
    private const int CacheSize = 16;

    private static readonly Lock CacheLock = new();
    private static readonly ResamplingFilter?[] Cache = new ResamplingFilter?[CacheSize];
    private static int _cacheNext;

    private readonly float[] _table;
    private readonly float[] _startTable;

    private ResamplingFilter(int up, int down)
    {
        (Up, Down) = (up, down);
        var response = new SoxrResponse(up, down);
        Before = (int)Math.Ceiling(response.HalfWidth) - 1;
        Taps = (2 * (Before + 1) + FirKernel.TapMultiple - 1) / FirKernel.TapMultiple * FirKernel.TapMultiple;
        IsExact = (long)up * Taps <= MaxExactTaps;
        Phases = IsExact ? up : (int)Math.Ceiling(InterpolatedPhases / Math.Max(1.0, (double)down / up));
        _table = new float[(IsExact ? Phases : Phases + 1) * Taps];
        for (var row = 0; row * Taps < _table.Length; row++)
        {
            response.FillRow(_table.AsSpan(row * Taps, Taps), Before, (double)row / Phases);
        }

        StartRows = response.StartRows;
        _startTable = new float[StartRows * Taps];
        for (var n = 0; n < StartRows; n++)
        {
            var (whole, rest) = Math.DivRem((long)n * down, up);
            response.FillRow(_startTable.AsSpan(n * Taps, Taps), Before, (double)rest / up, whole - Before);
        }
    }

    /// <summary>The output rate over the greatest common divisor of both.</summary>
    public int Up { get; }

    /// <summary>The input rate over the greatest common divisor of both.</summary>
    public int Down { get; }

    /// <summary>Input samples before the one at or left of the output's place.</summary>
    public int Before { get; }

    /// <summary>Taps a phase, a multiple of <see cref="FirKernel.TapMultiple"/>; those beyond the filter's end are zero.</summary>
    public int Taps { get; }

    /// <summary>Phases between two input samples.</summary>
    public int Phases { get; }

    /// <summary>Whether every place that an output can take has a phase of its own; else two neighbours are mixed.</summary>
    public bool IsExact { get; }

    /// <summary>Outputs at the start of a signal that have taps of their own.</summary>
    public int StartRows { get; }

    /// <summary>The taps of a phase; where phases are mixed, there is one more of them.</summary>
    public ReadOnlySpan<float> Row(int phase) => _table.AsSpan(phase * Taps, Taps);

    /// <summary>The taps of one of the first outputs of a signal.</summary>
    public ReadOnlySpan<float> StartRow(int output) => _startTable.AsSpan(output * Taps, Taps);

    /// <summary>The filter for a ratio without common divisor, built once and kept while it is among the latest few.</summary>
    public static ResamplingFilter For(int up, int down)
    {
        lock (CacheLock)
        {
            foreach (var known in Cache)
            {
                if (known is not null && known.Up == up && known.Down == down) return known;
            }
        }

        var filter = new ResamplingFilter(up, down);
        lock (CacheLock)
        {
            Cache[_cacheNext] = filter;
            _cacheNext = (_cacheNext + 1) % CacheSize;
        }

        return filter;
    }
}
