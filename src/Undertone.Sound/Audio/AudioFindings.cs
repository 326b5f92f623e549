namespace Undertone.Sound.Audio;

/// <summary>What reading found out about the samples that the header does not tell.</summary>
/// <param name="Peak">The largest magnitude of a sample in any channel, 1 being full scale;
/// before channels are averaged and before resampling.</param>
/// <param name="TakenChannel">Null where the samples are the mean of the channels. Where the channels cancel each other, as with one
/// microphone of a pair wired the other way round: the channel, counted from 0, that was taken instead.</param>
public sealed record AudioFindings(float Peak, int? TakenChannel)
{
    /// <summary>The largest magnitude that is read. Larger ones come from damage: even integers of 32 bits,
    /// stored as floats without being scaled, stay below.</summary>
    public const float LargestMagnitude = 4294967296;

    /// <summary>The peak above which samples were most likely stored in another scale than [-1, 1].</summary>
    public const float FarBeyondFullScale = 10;

    /// <summary>Whether samples lie far beyond full scale, so that levels mean nothing: the
    /// peak is above <see cref="FarBeyondFullScale"/>.</summary>
    public bool IsFarBeyondFullScale => Peak > FarBeyondFullScale;

    /// <summary>Whether the mean of the channels cancels, so that the louder channel was taken.</summary>
    public bool ChannelsCancel => TakenChannel is not null;
}
