using System.Numerics.Tensors;

namespace Undertone.Sound.Features.Voice;

/// <summary>
/// Where the glottal pulses of a clip stand, one for each period, as Praat's "To PointProcess (cc)" finds them: from the strongest sample
/// in the middle of a voiced stretch to both sides, each time to the place a period away where the waveform is most alike.
/// </summary>
internal sealed class GlottalPulses
{
    /// <summary>How far the next pulse may be away, in periods.</summary>
    private const double NearestPeriods = 0.8, FarthestPeriods = 1.25;

    /// <summary>How alike the surroundings of neighbouring pulses have to be, and those of the one beyond the end of a stretch.</summary>
    private const double LeastCorrelation = 0.3, LeastCorrelationBeyond = 0.7;

    /// <summary>The share of the clip's largest magnitude that a pulse has to reach, and the one beyond the end of a stretch.</summary>
    private const double LeastMagnitude = 0.01, LeastMagnitudeBeyond = 0.7 / 30;

    private readonly double[] _samples;
    private readonly PitchContour _contour;
    private readonly double _sampleRateHz;
    private readonly double _largest;
    private readonly List<double> _places = [];
    private double _lastPlace = double.NegativeInfinity;

    private GlottalPulses(ReadOnlySpan<float> samples, int sampleRateHz, PitchContour contour)
    {
        (_sampleRateHz, _contour) = (sampleRateHz, contour);
        _samples = new double[samples.Length];
        TensorPrimitives.ConvertChecked(samples, _samples);
        _largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(_samples));
    }

    /// <summary>The places of the pulses, in samples and between them, in order.</summary>
    public static double[] Find(ReadOnlySpan<float> samples, int sampleRateHz, PitchContour contour)
    {
        var pulses = new GlottalPulses(samples, sampleRateHz, contour);
        foreach (var (start, end) in contour.VoicedStretches(samples.Length)) pulses.Walk(start, end);
        // The voice may be told to reach out of the clip, and there the waveform is as like itself as may be.
        pulses._places.RemoveAll(p => p < 0 || p > pulses._samples.Length - 1);
        pulses._places.Sort();
        return [.. pulses._places];
    }

    private void Walk(double start, double end)
    {
        var middle = (start + end) / 2;
        var period = _sampleRateHz / _contour.At(middle);
        var first = Strongest(middle - period / 2, middle + period / 2);
        var reached = _lastPlace;
        _places.Add(first);
        Follow(first, -1, place => place < start, reached);
        Follow(first, 1, place => place > end, double.NegativeInfinity);
    }

    /// <summary>Goes from pulse to pulse until the voice ends.</summary>
    /// <param name="place">The pulse to begin at.</param>
    /// <param name="direction">1 to the right, -1 to the left.</param>
    /// <param name="isBeyond">Whether a place is beyond the end of the voiced stretch.</param>
    /// <param name="reached">The last pulse of the stretch before, which is not to be found again.</param>
    private void Follow(double place, int direction, Func<double, bool> isBeyond, double reached)
    {
        while (true)
        {
            var period = _sampleRateHz / _contour.At(place);
            if (double.IsNaN(period)) return;
            var match = MostAlike(place, period, direction);
            place = match.Correlation < 0 ? place + direction * period : match.Place;
            var beyond = isBeyond(place);
            var (correlation, magnitude) = beyond ? (LeastCorrelationBeyond, LeastMagnitudeBeyond) : (LeastCorrelation, LeastMagnitude);
            if (match.Correlation > correlation && match.Magnitude > magnitude * _largest && place - reached > NearestPeriods * period)
            {
                _places.Add(place);
                if (direction > 0) _lastPlace = place;
            }

            if (beyond) return;
        }
    }

    /// <summary>The place of the largest magnitude between two places.</summary>
    private double Strongest(double from, double to)
    {
        var start = Math.Clamp((int)Math.Floor(from), 0, _samples.Length - 1);
        var end = Math.Clamp((int)Math.Ceiling(to), start, _samples.Length - 1);
        var best = start + TensorPrimitives.IndexOfMaxMagnitude<double>(_samples.AsSpan(start, end - start + 1));
        if (best == start || best == end) return best;
        var (before, here, after) = (_samples[best - 1], _samples[best], _samples[best + 1]);
        return 2 * here == before + after ? best : best + 0.5 * (after - before) / (2 * here - before - after);
    }

    /// <summary>The place about a period away whose surroundings correlate most with those of a pulse.</summary>
    private (double Place, double Correlation, double Magnitude) MostAlike(double place, double period, int direction)
    {
        var (left, right) = (Nearest(place - period / 2), Nearest(place + period / 2));
        var length = right - left + 1;
        var (near, far) = (place + direction * NearestPeriods * period, place + direction * FarthestPeriods * period);
        var from = (int)Math.Floor(Math.Min(near, far) - period / 2);
        var to = (int)Math.Ceiling(Math.Max(near, far) - period / 2);
        var (best, correlation, shift, gain) = (0, -1.0, 0.0, 0.0);
        // Before the first place the correlation counts as 0, so that a curve that only falls has its peak there.
        double before = 0, here = 0, after = 0;
        for (var start = from; start <= to; start++)
        {
            (before, here, after) = (here, after, Correlation(left, start, length));
            if (here <= correlation || here < before || here < after) continue;
            (best, correlation) = (start - 1, here);
            var (slope, curvature) = (0.5 * (after - before), 2 * here - before - after);
            shift = curvature == 0 ? 0 : slope / curvature;
            gain = 0.5 * slope * shift;
        }

        return (place + best + shift - left, correlation + gain, Magnitude(best, length));
    }

    /// <summary>The normalised correlation of two stretches of the clip, as far as both lie in it.</summary>
    private double Correlation(int a, int b, int length)
    {
        var skip = Math.Max(0, -Math.Min(a, b));
        length = Math.Min(length, _samples.Length - Math.Max(a, b)) - skip;
        if (length <= 0) return 0;
        var x = new ReadOnlySpan<double>(_samples, a + skip, length);
        var y = new ReadOnlySpan<double>(_samples, b + skip, length);
        var product = TensorPrimitives.Dot(x, y);
        return product == 0 ? 0 : product / Math.Sqrt(TensorPrimitives.SumOfSquares(x) * TensorPrimitives.SumOfSquares(y));
    }

    private double Magnitude(int start, int length)
    {
        var (from, to) = (Math.Max(start, 0), Math.Min(start + length, _samples.Length));
        return from < to ? Math.Abs(TensorPrimitives.MaxMagnitude<double>(_samples.AsSpan(from, to - from))) : 0;
    }

    private static int Nearest(double place) => (int)Math.Floor(place + 0.5);
}
