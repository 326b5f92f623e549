namespace Undertone.Sound.Features.Engine;

/// <summary>The samples that features are computed from, at a place that does not move.</summary>
internal readonly unsafe struct PinnedSamples(float* samples, int length)
{
    public float* Samples => samples;

    public int Length => length;

    public ReadOnlySpan<float> Span => new(samples, length);
}
