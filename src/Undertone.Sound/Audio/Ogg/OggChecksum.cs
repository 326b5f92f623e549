namespace Undertone.Sound.Audio.Ogg;

/// <summary>The checksum of Ogg pages: polynomial 0x04C11DB7, highest bit first, starting from 0 (RFC 3533, section 6).</summary>
internal static class OggChecksum
{
    private const uint Polynomial = 0x04C11DB7;

    private static readonly uint[] Table = BuildTable();

    /// <summary>Goes on with a checksum.</summary>
    public static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = Table;
        foreach (var value in bytes) checksum = checksum << 8 ^ table[(int)(checksum >> 24 ^ value)];
        return checksum;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++) value = value << 1 ^ ((value & 0x80000000) != 0 ? Polynomial : 0);
            table[i] = value;
        }

        return table;
    }
}
