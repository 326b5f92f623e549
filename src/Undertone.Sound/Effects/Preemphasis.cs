namespace Undertone.Sound.Effects;

/// <summary>The first-order filter that lifts high frequencies, and its inverse, as
/// <c>librosa.effects.preemphasis</c> and <c>deemphasis</c>.</summary>
public static class Preemphasis
{
    /// <summary>The coefficient of librosa and of the HTK book.</summary>
    public const float DefaultCoefficient = 0.97f;

    /// <summary>y[n] = x[n] - coefficient * x[n-1]. Without a state, the first sample is continued to the left by a
    /// straight line, as librosa does: y[0] = 3 x[0] - x[1].</summary>
    /// <param name="samples">The signal x [n].</param>
    /// <param name="output">Where y goes [n]; may be the same memory.</param>
    /// <param name="coefficient">Usually in [0, 1]; 0.97 by default.</param>
    /// <param name="state">The filter's state from the block before (librosa's zi); null at the start of a signal.</param>
    /// <returns>The state for the block that follows (librosa's zf).</returns>
    /// <exception cref="ArgumentException">The output is shorter than the signal, or the signal empty.</exception>
    public static float Apply(ReadOnlySpan<float> samples, Span<float> output, float coefficient = DefaultCoefficient, float? state = null)
    {
        Check(samples, output);
        var carried = state ?? 2 * samples[0] - (samples.Length > 1 ? samples[1] : samples[0]);
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = samples[i];
            output[i] = sample + carried;
            carried = -coefficient * sample;
        }

        return carried;
    }

    /// <summary>The inverse of <see cref="Apply"/>: x[n] = y[n] + coefficient * x[n-1].</summary>
    /// <param name="samples">The filtered signal y [n].</param>
    /// <param name="output">Where x goes [n]; may be the same memory.</param>
    /// <param name="coefficient">The coefficient that it was filtered with; 0.97 by default.</param>
    /// <param name="state">The state that <see cref="Apply"/> was given; null where it was given none.</param>
    /// <returns>The state for the block that follows.</returns>
    /// <exception cref="ArgumentException">The output is shorter than the signal, or the signal empty.</exception>
    public static float Remove(ReadOnlySpan<float> samples, Span<float> output, float coefficient = DefaultCoefficient, float? state = null)
    {
        Check(samples, output);
        // Without a state, y[0] = 3 x[0] - x[1] and y[1] = x[1] - c x[0] give x[0] = (y[0] + y[1]) / (3 - c); one sample alone was doubled.
        double first = samples[0];
        var carried = -(state ?? first - (samples.Length > 1 ? (first + samples[1]) / (3.0 - coefficient) : first / 2));
        for (var i = 0; i < samples.Length; i++)
        {
            var value = samples[i] + carried;
            output[i] = (float)value;
            carried = coefficient * value;
        }

        return (float)-carried;
    }

    private static void Check(ReadOnlySpan<float> samples, Span<float> output)
    {
        if (samples.IsEmpty) throw new ArgumentException("The signal is empty.", nameof(samples));
        if (output.Length < samples.Length)
        {
            throw new ArgumentException(
                $"The output needs room for {samples.Length} samples and has it for {output.Length}.", nameof(output));
        }
    }
}
