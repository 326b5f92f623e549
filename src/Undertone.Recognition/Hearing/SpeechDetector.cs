using Undertone.Sound.Audio;

namespace Undertone.Recognition.Hearing;

/// <summary>
/// Tells where speech is: Silero VAD version 6 (Silero Team, MIT licence), which answers for blocks of 32 ms, behind a gain that makes its
/// answer independent of how loud a recording is. It keeps no state and serves any number of threads.
/// </summary>
/// <remarks>
/// A block's probability depends on the samples up to its end alone: a stream that is cut in any way and the whole recording give the same
/// bits, with AVX2 and AVX-512 alike. A copy at another gain gives the same answer: at -40 dB no block of 3386 clips differed by 1e-5.
/// </remarks>
public sealed class SpeechDetector
{
    /// <summary>The rate of the samples that it listens to, in Hz.</summary>
    public const int SampleRateHz = 16000;

    /// <summary>Samples of a block: 32 ms.</summary>
    public const int BlockSamples = 512;

    private static readonly Lazy<SpeechDetector> Loaded = new(() => new SpeechDetector(SileroNetwork.Load()));
    private readonly SileroNetwork _network;

    private SpeechDetector(SileroNetwork network) => _network = network;

    /// <summary>The detector, loaded when it is first asked for.</summary>
    public static SpeechDetector Default => Loaded.Value;

    /// <summary>How probable speech is in each block of a recording, which is freed of its offset and brought to 16 kHz first.</summary>
    /// <param name="clip">Audio at any rate.</param>
    /// <returns>A number in [0, 1] for each 32 ms; the last block is filled up with zeros.</returns>
    /// <exception cref="InvalidDataException">The rate is too far off to be resampled.</exception>
    public float[] Probabilities(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (!Resampler.Supports(clip.SampleRateHz, SampleRateHz))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"its rate of {clip.SampleRateHz} Hz cannot be brought to {SampleRateHz} Hz. Export it at its true rate."));
        }

        var heard = new AudioClip(HighPass.Apply(clip.Samples, clip.SampleRateHz), clip.SampleRateHz);
        return Probabilities(heard.Resample(SampleRateHz).Samples);
    }

    /// <summary>How probable speech is in each block of samples.</summary>
    /// <param name="samples16k">Samples at 16 kHz without an offset, of any level.</param>
    /// <returns>A number in [0, 1] for each 512 samples; the last block is filled up with zeros.</returns>
    /// <exception cref="ArgumentException">A sample is not a finite number.</exception>
    public float[] Probabilities(ReadOnlySpan<float> samples16k) => Whole(OpenStream(), samples16k);

    /// <summary>Begins to listen to samples that come bit by bit.</summary>
    public SpeechStream OpenStream() => new(_network, new SpeechGain());

    /// <summary>What the network answers without the gain.</summary>
    internal float[] RawProbabilities(ReadOnlySpan<float> samples16k) => Whole(new SpeechStream(_network, null), samples16k);

    private static float[] Whole(SpeechStream stream, ReadOnlySpan<float> samples) => [.. stream.Push(samples), .. stream.Finish()];
}
