namespace Undertone.Sound.Features;

/// <summary>The samples that features are computed from, at a place that does not move.</summary>
internal readonly unsafe struct Clip(float* samples, int length)
{
    public float* Samples => samples;

    public int Length => length;

    public ReadOnlySpan<float> Span => new(samples, length);
}
