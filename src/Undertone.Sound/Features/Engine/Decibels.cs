using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>Power and amplitude in decibels: librosa.power_to_db, amplitude_to_db and their inverses.</summary>
public static unsafe class Decibels
{
    /// <summary>Where the power is below this, it counts as this: librosa's amin.</summary>
    public const float LeastPower = 1e-10f;

    /// <summary>10 log10(max(amin, power) / reference), then cut off at the largest of all values less
    /// top_db, as librosa.power_to_db with amin=1e-10.</summary>
    /// <param name="power">Power values; the cut-off looks at all of them, so give the whole matrix.</param>
    /// <param name="db">The decibels, as many as there are values; may be the same memory.</param>
    /// <param name="reference">ref: the power of 0 dB, at least 0. Default 1.</param>
    /// <param name="topDb">top_db: the largest distance below the loudest value, at least 0. Default 80; null keeps everything.</param>
    public static void FromPower(ReadOnlySpan<float> power, Span<float> db, float reference = 1, float? topDb = 80)
    {
        if (db.Length != power.Length)
        {
            throw new ArgumentException($"{power.Length} values need room for as many, not {db.Length}.", nameof(db));
        }

        if (!(reference >= 0)) throw new ArgumentOutOfRangeException(nameof(reference), reference, "The reference has to be at least 0.");
        if (topDb is not (null or >= 0)) throw new ArgumentOutOfRangeException(nameof(topDb), topDb, "The range has to be at least 0 dB.");
        if (power.IsEmpty) return;
        fixed (float* from = power, to = db)
        {
            // By the same polynomial, so that the reference itself is at exactly 0 dB.
            var offset = reference == 1 ? 0 : VectorKernels.Best.Decibels(&reference, &reference, 1, LeastPower, 0);
            var loudest = VectorKernels.Best.Decibels(from, to, power.Length, LeastPower, offset);
            if (topDb is { } range) VectorKernels.Best.Floor(to, power.Length, loudest - range);
        }
    }
}
