using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>What every feature asks of its samples.</summary>
internal static unsafe class SampleCheck
{
    public static void Require(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty) throw new ArgumentException("The clip is empty: a feature needs at least one sample.", nameof(samples));
        RequireFinite(samples, 0);
    }

    public static void RequireFinite(ReadOnlySpan<float> samples, long first)
    {
        fixed (float* values = samples)
        {
            if (samples.IsEmpty || VectorKernels.Best.AreFinite(values, samples.Length)) return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Sample {first + i} is {samples[i]}: every sample has to be a finite number."), nameof(samples));
            }
        }
    }
}
