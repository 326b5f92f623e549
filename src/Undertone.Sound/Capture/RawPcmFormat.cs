using Undertone.Sound.Audio;

namespace Undertone.Sound.Capture;

/// <summary>What samples without a header are: the format of raw PCM.</summary>
public sealed record RawPcmFormat
{
    private const int MostChannels = 64;

    private static readonly Dictionary<string, (PcmEncoding Encoding, bool BigEndian)> Known = new(StringComparer.Ordinal)
    {
        ["s16le"] = (PcmEncoding.Int16, false),
        ["s16be"] = (PcmEncoding.Int16, true),
        ["s24le"] = (PcmEncoding.Int24, false),
        ["s32le"] = (PcmEncoding.Int32, false),
        ["f32le"] = (PcmEncoding.Float32, false),
        ["u8"] = (PcmEncoding.Unsigned8, false),
        ["s8"] = (PcmEncoding.Signed8, false),
        ["alaw"] = (PcmEncoding.ALaw, false),
        ["mulaw"] = (PcmEncoding.MuLaw, false),
    };

    /// <summary>The names that <see cref="Encoding"/> may have, as ffmpeg has them.</summary>
    public static IReadOnlyList<string> Encodings { get; } = [.. Known.Keys];

    /// <summary>Samples a second of each channel, 100 to 1,000,000. Default 16000.</summary>
    public int SampleRateHz { get; init; } = 16000;

    /// <summary>How many channels lie interleaved, 1 to 64. Default 1.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>How a sample is stored, one of <see cref="Encodings"/>. Default <c>s16le</c>: 16 bits, the low byte first.</summary>
    public string Encoding { get; init; } = "s16le";

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message says which.</exception>
    public void Validate()
    {
        if (PcmLayout.RateFault(SampleRateHz) is not null)
            throw new ArgumentException($"Raw PCM has 100 to 1,000,000 samples a second, and {SampleRateHz} are given.");
        if (Channels is < 1 or > MostChannels)
            throw new ArgumentException($"Raw PCM has 1 to {MostChannels} channels, and {Channels} are given.");
        if (!Known.ContainsKey(Encoding))
            throw new ArgumentException($"'{Encoding}' is no encoding of raw PCM; there are: {string.Join(", ", Encodings)}.");
    }

    internal PcmEncoding Stored => Known[Encoding].Encoding;

    internal bool BigEndian => Known[Encoding].BigEndian;

    /// <summary>How many bytes a sample of every channel takes.</summary>
    /// <exception cref="KeyNotFoundException"><see cref="Encoding"/> is none of <see cref="Encodings"/>.</exception>
    public int FrameBytes => Channels * Stored.SampleBytes();
}
