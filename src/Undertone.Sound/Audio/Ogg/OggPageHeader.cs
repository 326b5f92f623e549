using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Ogg;

/// <summary>The fixed part of an Ogg page's header (RFC 3533, section 6).</summary>
/// <param name="Flags">1: goes on with a packet; 2: begins a stream; 4: ends it.</param>
/// <param name="Granule">The position behind the last packet that ends on the page; -1 where none ends.</param>
/// <param name="Serial">The stream that the page belongs to.</param>
/// <param name="Number">Of the page in its stream, from 0.</param>
/// <param name="Checksum">Of the whole page.</param>
/// <param name="Segments">Bytes of the table of lengths that follows.</param>
internal readonly record struct OggPageHeader(int Flags, long Granule, uint Serial, uint Number, uint Checksum, int Segments)
{
    public const int Bytes = 27;
    public const int ChecksumOffset = 22;

    /// <summary>As large as a page gets.</summary>
    public const int MostPageBytes = Bytes + 255 + 255 * 255;

    public bool Continues => (Flags & 1) != 0;

    public bool Begins => (Flags & 2) != 0;

    public bool Ends => (Flags & 4) != 0;

    public static ReadOnlySpan<byte> Marker => "OggS"u8;

    /// <summary>The header that bytes start with; null where there is none.</summary>
    public static OggPageHeader? Read(ReadOnlySpan<byte> bytes) => bytes.Length < Bytes || !bytes.StartsWith(Marker) || bytes[4] != 0
        ? null
        : new OggPageHeader(
            bytes[5], BinaryPrimitives.ReadInt64LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]),
            bytes[26]);
}
