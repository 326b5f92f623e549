namespace Undertone.Sound.Features.Voice;

/// <summary>How much the periods of a voice differ from one to the next, in length and in amplitude.</summary>
/// <param name="samples">The clip.</param>
/// <param name="sampleRateHz">Its sample rate in Hz.</param>
/// <param name="pulses">The places of its glottal pulses, in order.</param>
internal readonly ref struct PeriodStatistics(ReadOnlySpan<float> samples, int sampleRateHz, ReadOnlySpan<double> pulses)
{
    /// <summary>What counts as a period, in seconds.</summary>
    private const double ShortestSeconds = 0.0001, LongestSeconds = 0.02;

    /// <summary>The most by which a period may be longer than its neighbour, and its amplitude larger.</summary>
    private const double MostPeriodRatio = 1.3, MostAmplitudeRatio = 1.6;

    /// <summary>The share of a period to both sides of a pulse that its amplitude is taken from.</summary>
    private const double AmplitudeReach = 0.2;

    private readonly ReadOnlySpan<float> _samples = samples;
    private readonly ReadOnlySpan<double> _pulses = pulses;

    /// <summary>
    /// The mean difference between neighbouring periods over the mean period, of the pulses between two places: Praat's "Get jitter
    /// (local)". NaN where there are no two neighbouring periods.
    /// </summary>
    public double JitterLocal(double from, double to)
    {
        var (first, last) = Range(from, to);
        double differences = 0, sum = 0;
        var (pairs, periods) = (0, 0);
        for (var i = first; i < last; i++)
        {
            if (IsPeriod(i))
            {
                sum += Period(i);
                periods++;
            }

            if (i == first || !ArePeriods(i)) continue;
            differences += Math.Abs(Period(i) - Period(i - 1));
            pairs++;
        }

        return pairs == 0 || periods == 0 ? double.NaN : differences / pairs / (sum / periods);
    }

    /// <summary>
    /// The mean difference in dB between the amplitudes of neighbouring periods, of the pulses between two places: Praat's "Get shimmer
    /// (local, dB)". NaN where there are no two neighbouring periods.
    /// </summary>
    public double ShimmerLocalDb(double from, double to)
    {
        var (first, last) = Range(from, to);
        double sum = 0, before = 0;
        var (pairs, pulseBefore) = (0, -1);
        for (var i = first + 1; i < last; i++)
        {
            if (!ArePeriods(i)) continue;
            var amplitude = Amplitude(i);
            if (!(amplitude > 0)) continue;
            if (pulseBefore >= 0 && IsLength(_pulses[i] - _pulses[pulseBefore])
                && Math.Max(amplitude, before) <= MostAmplitudeRatio * Math.Min(amplitude, before))
            {
                sum += Math.Abs(20 * Math.Log10(amplitude / before));
                pairs++;
            }

            (before, pulseBefore) = (amplitude, i);
        }

        return pairs == 0 ? double.NaN : sum / pairs;
    }

    /// <summary>The pulses between two places, the last one included.</summary>
    private (int First, int Last) Range(double from, double to)
    {
        var (first, last) = (_pulses.BinarySearch(from), _pulses.BinarySearch(to));
        return (first < 0 ? ~first : first, last < 0 ? ~last - 1 : last);
    }

    /// <summary>From a pulse to the next, in samples.</summary>
    private double Period(int i) => _pulses[i + 1] - _pulses[i];

    private bool IsLength(double period) => period >= ShortestSeconds * sampleRateHz && period <= LongestSeconds * sampleRateHz;

    private static bool AreAlike(double period, double other) => Math.Max(period, other) <= MostPeriodRatio * Math.Min(period, other);

    /// <summary>Whether a pulse stands between two periods.</summary>
    private bool ArePeriods(int i) => IsLength(Period(i - 1)) && IsLength(Period(i)) && AreAlike(Period(i - 1), Period(i));

    /// <summary>Whether what follows a pulse is a period: not where it differs from its neighbours on both sides.</summary>
    private bool IsPeriod(int i)
    {
        if (!IsLength(Period(i))) return false;
        var (hasBefore, hasAfter) = (i > 0, i + 2 < _pulses.Length);
        return !(hasBefore && hasAfter) || AreAlike(Period(i - 1), Period(i)) || AreAlike(Period(i), Period(i + 1));
    }

    /// <summary>The root of the mean square around a pulse under the halves of two Hann windows.</summary>
    private double Amplitude(int i)
    {
        var (place, before, after) = (_pulses[i], AmplitudeReach * Period(i - 1), AmplitudeReach * Period(i));
        double sum = 0, weights = 0;
        var end = Math.Min((int)Math.Floor(place + after), _samples.Length - 1);
        for (var n = Math.Max((int)Math.Ceiling(place - before), 0); n <= end; n++)
        {
            var window = 0.5 + 0.5 * Math.Cos(Math.PI * (n - place) / (n < place ? before : after));
            sum += _samples[n] * window * _samples[n] * window;
            weights += window * window;
        }

        return Math.Sqrt(sum / weights);
    }
}
