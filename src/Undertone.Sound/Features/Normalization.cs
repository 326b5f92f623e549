namespace Undertone.Sound.Features;

/// <summary>Scaling of a frame to length 1, as librosa.util.normalize.</summary>
internal static class Normalization
{
    /// <summary>The smallest normal float: a frame shorter than this is left alone.</summary>
    public const float Tiny = 1.17549435e-38f;

    public static unsafe void Apply(float* values, int count, ChromaNorm norm)
    {
        double length = 0;
        for (var i = 0; i < count; i++)
        {
            var magnitude = Math.Abs((double)values[i]);
            length = norm switch
            {
                ChromaNorm.Max => Math.Max(length, magnitude),
                ChromaNorm.Sum => length + magnitude,
                ChromaNorm.Euclidean => length + magnitude * magnitude,
                _ => 1,
            };
        }

        if (norm == ChromaNorm.Euclidean) length = Math.Sqrt(length);
        if (length < Tiny || norm == ChromaNorm.None) return;
        for (var i = 0; i < count; i++) values[i] = (float)(values[i] / length);
    }
}
