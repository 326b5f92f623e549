namespace Undertone.Sound.Audio.Flac;

/// <summary>The checksums of frames (RFC 9639, sections 9.1.8 and 9.3): highest bit first, starting from 0.</summary>
internal static class FlacChecksums
{
    private const int Slices = 8;

    // x^8 + x^2 + x + 1, and x^16 + x^15 + x^2 + 1.
    private const int Polynomial8 = 0x07;
    private const int Polynomial16 = 0x8005;

    // Row k: what a byte is worth with k bytes behind it.
    private static readonly ushort[] Table16 = BuildTable16();

    /// <summary>The checksum of a frame's header.</summary>
    public static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = crc << 1 ^ ((crc & 0x80) != 0 ? 0x100 | Polynomial8 : 0);
        }

        return (byte)crc;
    }

    /// <summary>Goes on with the checksum of a frame, eight bytes at a time
    /// (Kounavis and Berry 2008, "Novel table lookup-based algorithms for high-performance CRC generation").</summary>
    public static ushort Crc16(ushort crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ushort> table = Table16;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc = (ushort)(table[7 << 8 | (bytes[0] ^ crc >> 8)] ^ table[6 << 8 | (bytes[1] ^ crc & 0xFF)]
                ^ table[5 << 8 | bytes[2]] ^ table[4 << 8 | bytes[3]] ^ table[3 << 8 | bytes[4]]
                ^ table[2 << 8 | bytes[5]] ^ table[1 << 8 | bytes[6]] ^ table[bytes[7]]);
        }

        foreach (var value in bytes) crc = (ushort)(crc << 8 ^ table[crc >> 8 ^ value]);
        return crc;
    }

    private static ushort[] BuildTable16()
    {
        var table = new ushort[Slices << 8];
        for (var i = 0; i < 256; i++)
        {
            var crc = i << 8;
            for (var bit = 0; bit < 8; bit++) crc = crc << 1 ^ ((crc & 0x8000) != 0 ? 0x10000 | Polynomial16 : 0);
            table[i] = (ushort)crc;
        }

        for (var i = 256; i < table.Length; i++) table[i] = (ushort)(table[i - 256] << 8 ^ table[table[i - 256] >> 8]);
        return table;
    }
}
