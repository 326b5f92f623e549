namespace Undertone.Sound.Features.Engine;

/// <summary>Where the frames of a clip lie and what stands beyond its ends.</summary>
internal static unsafe class Framing
{
    /// <summary>The number of frames of a clip.</summary>
    public static int Count(long samples, StftOptions options)
    {
        var length = samples + (options.Center ? 2L * (options.FftSamples / 2) : 0);
        return length < options.FftSamples ? 0 : checked((int)(1 + (length - options.FftSamples) / options.HopSamples));
    }

    /// <summary>The place of the first sample of a frame; negative where the frame begins in the padding.</summary>
    public static long Start(int frame, StftOptions options) =>
        (long)frame * options.HopSamples - (options.Center ? options.FftSamples / 2 : 0);

    /// <summary>The clip's value at a place that may lie outside it; never called for an empty clip.</summary>
    /// <param name="samples">Samples of the clip.</param>
    /// <param name="first">The place of samples[0] in the clip.</param>
    /// <param name="length">The length of the whole clip.</param>
    /// <param name="place">The place asked for.</param>
    /// <param name="mode">What stands beyond the ends.</param>
    public static float At(float* samples, long first, long length, long place, PadMode mode)
    {
        if (place < 0 || place >= length)
        {
            switch (mode)
            {
                case PadMode.Constant: return 0;
                case PadMode.Edge: place = place < 0 ? 0 : length - 1; break;
                default: place = Reflect(place, length); break;
            }
        }

        return samples[place - first];
    }

    /// <summary>The place inside a clip that a place outside mirrors; the ends are not repeated.</summary>
    private static long Reflect(long place, long length)
    {
        if (length == 1) return 0;
        var period = 2 * (length - 1);
        var folded = ((place % period) + period) % period;
        return folded < length ? folded : period - folded;
    }
}
