using NVorbis;

namespace Undertone.Sound.Audio.Ogg;

/// <summary>One packet as NVorbis reads it.</summary>
internal sealed class VorbisPacket(byte[] bytes) : DataPacket
{
    private int _at;

    protected override int TotalBits => 8 * bytes.Length;

    public override void Reset()
    {
        _at = 0;
        base.Reset();
    }

    protected override int ReadNextByte() => _at < bytes.Length ? bytes[_at++] : -1;
}
