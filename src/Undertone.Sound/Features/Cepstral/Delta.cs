using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Cepstral;

/// <summary>Derivatives over time by Savitzky and Golay's least-squares polynomials
/// (1964): librosa.feature.delta with mode="interp".</summary>
public static class Delta
{
    internal static readonly FeatureDefinition<DeltaOptions> FirstDefinition = OfMfcc("mfcc_delta", 1);

    internal static readonly FeatureDefinition<DeltaOptions> SecondDefinition = OfMfcc("mfcc_delta2", 2);

    /// <summary>The local derivative of each band: a polynomial of degree <paramref name="order"/> is
    /// fitted over <paramref name="widthFrames"/> frames.</summary>
    /// <param name="feature">A feature, [frames, bands].</param>
    /// <param name="widthFrames">width: odd, at least 3, at most the number of frames. Default 9.</param>
    /// <param name="order">order: 1 for the slope, 2 for the curvature, and so on; less than the width. Default 1.</param>
    /// <returns>The derivative, of the same shape; the frames near the ends take that of
    /// the polynomial through the first or last frames.</returns>
    /// <exception cref="FeatureOptionException">The width or the order cannot work.</exception>
    /// <exception cref="ArgumentException">The feature has fewer frames than the width.</exception>
    public static FeatureMatrix Compute(FeatureMatrix feature, int widthFrames = 9, int order = 1)
    {
        ArgumentNullException.ThrowIfNull(feature);
        RequireWidth(widthFrames);
        FeatureOptionException.Require(order >= 1 && order < widthFrames, "order", order, $"from 1 to below width={widthFrames}");
        var (frames, bands) = (feature.Frames, feature.Bands);
        if (frames < widthFrames)
        {
            throw new ArgumentException($"A derivative over width={widthFrames} frames needs as many; the clip has {frames}.");
        }

        var weights = Weights(widthFrames, order);
        var half = widthFrames / 2;
        var values = new float[frames * bands];
        for (var t = half; t < frames - half; t++)
        {
            var row = values.AsSpan(t * bands, bands);
            for (var b = 0; b < bands; b++)
            {
                double sum = 0;
                for (var k = 0; k < widthFrames; k++) sum += weights[k] * feature.Values[(t - half + k) * bands + b];
                row[b] = (float)sum;
            }
        }

        // The derivative of that order is the same all along a polynomial of that degree.
        for (var t = 0; t < half; t++)
        {
            values.AsSpan(half * bands, bands).CopyTo(values.AsSpan(t * bands));
            values.AsSpan((frames - 1 - half) * bands, bands).CopyTo(values.AsSpan((frames - 1 - t) * bands));
        }

        return new FeatureMatrix(frames, bands, values);
    }

    internal static void RequireWidth(int widthFrames) =>
        FeatureOptionException.Require(widthFrames >= 3 && widthFrames % 2 == 1, "width", widthFrames, "odd and at least 3");

    /// <summary>
    /// What each frame counts: the leading coefficient of the fit, times order!, which is the projection onto the monic polynomial of that
    /// degree that is orthogonal to all lower ones on the frames (J. P. Gram, 1883).
    /// </summary>
    internal static double[] Weights(int width, int order)
    {
        var half = width / 2;
        var (before, polynomial) = (new double[width], new double[width]);
        Array.Fill(polynomial, 1);
        double normBefore = 1, norm = width, factorial = 1;
        for (var degree = 1; degree <= order; degree++)
        {
            // On places symmetric around zero the recurrence is p[n+1] = x p[n] - (|p[n]|^2 / |p[n-1]|^2) p[n-1].
            var ratio = degree == 1 ? 0 : norm / normBefore;
            var next = new double[width];
            double square = 0;
            for (var k = 0; k < width; k++)
            {
                next[k] = (k - half) * polynomial[k] - ratio * before[k];
                square += next[k] * next[k];
            }

            (before, polynomial, normBefore, norm) = (polynomial, next, norm, square);
            factorial *= degree;
        }

        return Array.ConvertAll(polynomial, p => p * factorial / norm);
    }

    private static FeatureDefinition<DeltaOptions> OfMfcc(string name, int order) => new(
        name,
        new(),
        [
            .. Mfcc.Fields<DeltaOptions>(o => o.Mfcc, (o, m) => o with { Mfcc = m }),
            new("width", o => OptionText.Of(o.WidthFrames), (o, v) => o with { WidthFrames = OptionText.Integer(v) }),
        ],
        (p, o) => new OfClip(Mfcc.Plan(p, o.Mfcc), o.WidthFrames, order));

    /// <summary>A derivative over time of another feature.</summary>
    private sealed class OfClip(ClipFeature feature, int widthFrames, int order) : ClipFeature
    {
        public override int Bands => feature.Bands;

        public override int FramesOf(int samples) => feature.FramesOf(samples);

        public override string WholeClipReason => "the derivatives at the ends are fitted to the first and last frames of the clip";

        public override FeatureMatrix Finish(in PinnedSamples clip) => Delta.Compute(feature.Finish(clip), widthFrames, order);
    }
}
