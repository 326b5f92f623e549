namespace Undertone.Sound.Effects;

/// <summary>What <see cref="CodecLoss"/> codes with.</summary>
public enum LossyCodec
{
    /// <summary>MPEG-1 or 2 audio layer III, by LAME (ffmpeg's libmp3lame).</summary>
    Mp3,

    /// <summary>Opus (RFC 6716), by libopus.</summary>
    Opus,
}
