using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>
/// Tonal centroids: sine and cosine on the circles of fifths, minor thirds and major thirds of the pitch classes
/// (C. Harte, M. Sandler and M. Gasser, "Detecting harmonic change in musical audio", 2006).
/// </summary>
public static class Tonnetz
{
    private const int Dimensions = 6;

    internal static readonly FeatureDefinition<TonnetzOptions> Definition = new(
        "tonnetz",
        new(),
        ChromaCqt.Fields<TonnetzOptions>(o => o.Chroma, (o, c) => o with { Chroma = c }),
        (p, o) => new OfClip(ChromaCqt.Plan(p, o.Chroma)));

    /// <summary>librosa.feature.tonnetz of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Sine and cosine on the circles of fifths, minor thirds and major thirds, [frames, 6].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, TonnetzOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfClip(ClipFeature chroma) : ClipFeature
    {
        private readonly float[] _matrix = Matrix(chroma.Bands);
        private readonly float[] _row = new float[chroma.Bands];

        public override int Bands => Dimensions;

        public override int FramesOf(int samples) => chroma.FramesOf(samples);

        public override string WholeClipReason => ChromaCqt.WholeClipReason;

        public override FeatureMatrix Finish(in PinnedSamples clip) => Of(chroma.Finish(clip));

        public FeatureMatrix Of(FeatureMatrix classes)
        {
            var values = new float[classes.Frames * Dimensions];
            fixed (float* row = _row)
            {
                for (var t = 0; t < classes.Frames; t++)
                {
                    classes.Frame(t).CopyTo(_row);
                    Normalization.Apply(row, _row.Length, ChromaNorm.Sum);
                    for (var d = 0; d < Dimensions; d++)
                    {
                        float sum = 0;
                        for (var k = 0; k < _row.Length; k++) sum += _matrix[d * _row.Length + k] * row[k];
                        values[t * Dimensions + d] = sum;
                    }
                }
            }

            return new FeatureMatrix(classes.Frames, Dimensions, values);
        }

        private static float[] Matrix(int classes)
        {
            ReadOnlySpan<double> circles = [7.0 / 6, 3.0 / 2, 2.0 / 3];
            ReadOnlySpan<double> radii = [1, 1, 0.5];
            var matrix = new float[Dimensions * classes];
            for (var circle = 0; circle < circles.Length; circle++)
            {
                for (var k = 0; k < classes; k++)
                {
                    var (sin, cos) = Math.SinCos(Math.PI * circles[circle] * 12 * k / classes);
                    matrix[2 * circle * classes + k] = (float)(radii[circle] * sin);
                    matrix[(2 * circle + 1) * classes + k] = (float)(radii[circle] * cos);
                }
            }

            return matrix;
        }
    }
}
