namespace Undertone.Sound.Tests.Features;

/// <summary>Which features have frames without a value, and what stands there.</summary>
internal static class Gaps
{
    private static readonly HashSet<string> WithGaps =
        ["pyin", "f0_semitones", "f0_semitones_delta", "jitter_local", "shimmer_local_db", "hnr", "formants", "formant_bandwidths"];

    /// <summary>Fails where a value is infinite, or NaN in a feature that has a value for every frame.</summary>
    public static void ShouldHaveValues(this float[] values, string feature) =>
        values.ShouldAllBe(v => float.IsFinite(v) || (float.IsNaN(v) && WithGaps.Contains(feature)), feature);
}
