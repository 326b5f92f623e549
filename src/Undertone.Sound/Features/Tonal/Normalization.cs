using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>Scaling of a frame to length 1, as librosa.util.normalize, and its option as text.</summary>
internal static class Normalization
{
    private static readonly (string, ChromaNorm)[] Words =
        [("inf", ChromaNorm.Max), ("1", ChromaNorm.Sum), ("2", ChromaNorm.Euclidean), (OptionText.None, ChromaNorm.None)];

    public static string Text(ChromaNorm norm) => OptionText.Of(norm, Words);

    public static ChromaNorm Read(OptionValue value) => OptionText.Word(value, Words);

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
        if (length < Spectrum.Tiny || norm == ChromaNorm.None) return;
        for (var i = 0; i < count; i++) values[i] = (float)(values[i] / length);
    }
}
