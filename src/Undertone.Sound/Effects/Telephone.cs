using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>Speech as the public telephone network carries it.</summary>
public static class Telephone
{
    /// <summary>The rate of telephone speech in Hz.</summary>
    public const int SampleRateHz = 8000;

    // Half of the amplitude is lost at these frequencies; the band between 300 and 3400 Hz is flat (ITU-T G.712).
    private const double LowHz = 250;
    private const double HighHz = 3450;
    private const int HalfTaps = 160;
    private const double Beta = 6;

    private static readonly float[] Band = Design();

    /// <summary>
    /// Keeps the band from 300 to 3400 Hz of a clip at 8 kHz, codes it by G.711 where wanted, and brings it back to its own rate.
    /// </summary>
    /// <param name="clip">The clip.</param>
    /// <param name="muLaw">
    /// Whether the samples are rounded to 16 bits, coded in 8 bits of ITU-T G.711 µ-law and decoded. Default false.
    /// </param>
    /// <returns>A clip of the same rate and length, without delay.</returns>
    public static AudioClip Apply(AudioClip clip, bool muLaw = false)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var narrow = FastConvolution.Apply(clip.Resample(SampleRateHz).Samples, Band, HalfTaps);
        if (muLaw) Code(narrow);
        var samples = new AudioClip(narrow, SampleRateHz).Resample(clip.SampleRateHz).Samples;
        if (samples.Length != clip.Samples.Length) Array.Resize(ref samples, clip.Samples.Length);
        return new AudioClip(samples, clip.SampleRateHz);
    }

    private static void Code(float[] samples)
    {
        var codes = new byte[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            codes[i] = MuLaw.Encode((short)Math.Clamp(MathF.Round(samples[i] * 32768f), short.MinValue, short.MaxValue));
        PcmDecoder.Decode(codes, PcmEncoding.MuLaw, bigEndian: false, samples);
    }

    /// <summary>A linear-phase band pass: the difference of two low passes.</summary>
    private static float[] Design()
    {
        var low = new KaiserSinc(Beta, LowHz / (SampleRateHz / 2.0), HalfTaps);
        var high = new KaiserSinc(Beta, HighHz / (SampleRateHz / 2.0), HalfTaps);
        var taps = new float[2 * HalfTaps + 1];
        for (var i = 0; i < taps.Length; i++) taps[i] = (float)(high.At(i - HalfTaps) - low.At(i - HalfTaps));
        return taps;
    }
}
