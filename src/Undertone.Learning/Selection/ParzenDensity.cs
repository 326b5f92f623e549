using Undertone.Learning.Randomness;

namespace Undertone.Learning.Selection;

/// <summary>How dense trials lie over the places of one parameter, from 0 to 1; see <see cref="TreeParzenEstimator"/>.</summary>
internal sealed class ParzenDensity
{
    /// <summary>The narrowest Gaussian: a hundredth of the range, or the distance of that many trials spread evenly.</summary>
    private const double MostTrials = 100;

    private readonly double[] _centers;
    private readonly double[] _widths;
    private readonly double[] _shares;

    private ParzenDensity(double[] centers, double[] widths, double[] shares) => (_centers, _widths, _shares) = (centers, widths, shares);

    /// <summary>The density of trials.</summary>
    public static ParzenDensity Of(TuningParameter parameter, IReadOnlyList<IReadOnlyDictionary<string, string>> trials)
    {
        var places = trials.Select(t => parameter.PlaceOf(t[parameter.Key])).Order().ToArray();
        return parameter.IsRange ? OverRange(places) : OverList(places, parameter.Values.Count);
    }

    /// <summary>Draws a place.</summary>
    public double Draw(ref SplitMix64 random)
    {
        if (_shares.Length > 0)
        {
            var left = random.NextDouble();
            var value = 0;
            while (value < _shares.Length - 1 && (left -= _shares[value]) >= 0) value++;
            return (value + 0.5) / _shares.Length;
        }

        // The last of the mixture is the uniform density.
        var which = random.Next(_centers.Length + 1);
        if (which == _centers.Length) return random.NextDouble();
        while (true)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var place = _centers[which] + (_widths[which] * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
            if (place is >= 0 and < 1) return place;
        }
    }

    /// <summary>The density at a place.</summary>
    public double At(double place)
    {
        if (_shares.Length > 0) return _shares[Math.Min((int)(place * _shares.Length), _shares.Length - 1)];
        var sum = 1.0;
        for (var i = 0; i < _centers.Length; i++)
        {
            var z = (place - _centers[i]) / _widths[i];
            var within = Below((1 - _centers[i]) / _widths[i]) - Below(-_centers[i] / _widths[i]);
            sum += Math.Exp(-0.5 * z * z) / (Math.Sqrt(2 * Math.PI) * _widths[i] * within);
        }

        return sum / (_centers.Length + 1);
    }

    private static ParzenDensity OverRange(double[] places)
    {
        var widths = new double[places.Length];
        var least = 1 / Math.Min(MostTrials, places.Length + 1);
        for (var i = 0; i < places.Length; i++)
        {
            var left = places[i] - (i > 0 ? places[i - 1] : 0);
            var right = (i + 1 < places.Length ? places[i + 1] : 1) - places[i];
            widths[i] = Math.Clamp(Math.Max(left, right), least, 1);
        }

        return new ParzenDensity(places, widths, []);
    }

    private static ParzenDensity OverList(double[] places, int values)
    {
        var counts = new double[values];
        Array.Fill(counts, 1);
        foreach (var place in places) counts[Math.Min((int)(place * values), values - 1)]++;
        return new ParzenDensity([], [], Array.ConvertAll(counts, c => c / (places.Length + values)));
    }

    /// <summary>The share of the normal distribution below a value: 1 - erfc(z / sqrt 2) / 2 by Chebyshev's fit (relative error 1.2e-7).
    /// </summary>
    private static double Below(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        ReadOnlySpan<double> fit =
        [
            -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
        ];
        var sum = 0.0;
        for (var i = fit.Length - 1; i >= 0; i--) sum = (sum * t) + fit[i];
        var tail = 0.5 * t * Math.Exp((-x * x) + sum);
        return z < 0 ? tail : 1 - tail;
    }
}
