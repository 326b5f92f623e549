using System.Globalization;

namespace Undertone.Sound.Audio;

/// <summary>What the header of a WAV or AIFF file says, checked against the size of the file.</summary>
/// <param name="Container">WAV, RF64, AIFF, ...</param>
/// <param name="EncodingName">The encoding in words, also where it is not read here.</param>
/// <param name="Encoding">How samples are stored; null where only ffmpeg can decode them.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
/// <param name="SampleRateHz">Frames a second, at least 1.</param>
/// <param name="Channels">Samples a frame, at least 1.</param>
/// <param name="DataOffset">Where the first frame lies.</param>
/// <param name="Frames">Whole frames in the data; null where they run to the end of a stream of unknown length.</param>
internal sealed record PcmLayout(
    string Container, string EncodingName, PcmEncoding? Encoding, bool BigEndian,
    int SampleRateHz, int Channels, long DataOffset, long? Frames)
{
    /// <summary>A tenth of the lowest rate that speech is recorded at; a smaller number comes from a damaged header.</summary>
    public const int MinSampleRateHz = 100;

    /// <summary>Beyond the converters that sound is recorded with, ultrasound
    /// included; a larger number comes from a damaged header.</summary>
    public const int MaxSampleRateHz = 1_000_000;

    /// <summary>Bytes of one sample of every channel.</summary>
    public int FrameBytes => Channels * (Encoding?.SampleBytes() ?? 1);

    /// <summary>Refuses the rates that no recording has.</summary>
    public static int CheckRate(ByteInput input, long offset, double rateHz)
    {
        if (RateFault(rateHz) is { } fault) throw input.Fault(offset, fault, Remedies.ExportAgain);
        return (int)Math.Round(rateHz);
    }

    /// <summary>What is wrong with a sample rate; null where nothing is.</summary>
    public static string? RateFault(double rateHz) => rateHz is >= MinSampleRateHz and <= MaxSampleRateHz ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"the header claims a sample rate of {rateHz:R} Hz, and recordings have from {MinSampleRateHz} to {MaxSampleRateHz:N0} Hz");

    /// <summary>Refuses a file without channels.</summary>
    public static int CheckChannels(ByteInput input, long offset, int channels)
    {
        if (channels > 0) return channels;
        throw input.Fault(offset, $"the header claims {channels} channels", Remedies.ExportAgain);
    }

    /// <summary>Whether a size is what writers put that could not go back to fill it in: 0, or just below 2^31 or 2^32.</summary>
    public static bool IsPlaceholder(long size) =>
        size == 0 || size is > 0x7FFF_EFFF and <= 0x8000_0000 or > 0xFFFF_EFFF and <= 0xFFFF_FFFF;
}
