using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>
/// Random smooth curves over bands: points that are spread evenly, joined by half cosines, so that no value leaves the range.
/// </summary>
internal static class SmoothCurve
{
    private const int Points = 5;

    /// <summary>A curve of values from -range to range.</summary>
    public static double[] Draw(int bands, double range, Xoshiro256PlusPlus random)
    {
        var points = new double[Points];
        for (var i = 0; i < Points; i++) points[i] = range * (2 * random.NextDouble() - 1);
        var curve = new double[bands];
        for (var b = 0; b < bands; b++)
        {
            var at = bands == 1 ? 0 : (Points - 1) * (double)b / (bands - 1);
            var left = Math.Min((int)at, Points - 2);
            var share = (1 - Math.Cos(Math.PI * (at - left))) / 2;
            curve[b] = points[left] + share * (points[left + 1] - points[left]);
        }

        return curve;
    }
}
