namespace Undertone.Sound.Features;

/// <summary>One feature of one clip.</summary>
internal static class FeatureCall
{
    public static FeatureMatrix Run(string name, FeatureOptions? options, ReadOnlySpan<float> samples, int sampleRateHz) =>
        new FeatureExtractor([FeatureSpec.Of(name, options)], sampleRateHz).Extract(samples)[0];
}
