using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Undertone.Recognition.Pictures.Canvases;

namespace Undertone.Recognition.Pictures;

/// <summary>Writes PNG images (ISO/IEC 15948: 8 bits, no interlacing): of 256 colours (colour type 3), and of 24 bits (type 2).</summary>
internal static class PngImage
{
    private const byte TrueColor = 2, Indexed = 3;

    /// <summary>The image as a file.</summary>
    /// <param name="indices">[height, width], row-major from the top: the place of each pixel's colour.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="palette">256 colours of red, green, blue.</param>
    public static byte[] Encode(ReadOnlySpan<byte> indices, int width, ReadOnlySpan<byte> palette)
    {
        using var file = Begin(width, indices.Length / width, Indexed);
        WriteChunk(file, "PLTE"u8, palette);
        return End(file, indices, width);
    }

    /// <summary>An image of 24 bits a pixel as a file.</summary>
    /// <param name="pixels">[height, width, 3]: red, green, blue, row-major from the top.</param>
    /// <param name="width">Pixels in a row.</param>
    public static byte[] EncodeRgb(ReadOnlySpan<byte> pixels, int width)
    {
        using var file = Begin(width, pixels.Length / (3 * width), TrueColor);
        return End(file, pixels, 3 * width);
    }

    /// <summary>Reads back what <see cref="Encode"/> wrote.</summary>
    public static IndexedImage Decode(byte[] png)
    {
        var (width, palette) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), Array.Empty<byte>());
        using var packed = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = png.AsSpan(at + 4, 4);
            var data = png.AsSpan(at + 8, length);
            if (type.SequenceEqual("PLTE"u8)) palette = data.ToArray();
            else if (type.SequenceEqual("IDAT"u8)) packed.Write(data);
            at += length + 12;
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        // Every row stands behind the byte that says "no filter".
        byte[] indices = [.. rows.ToArray().Where((_, i) => i % (width + 1) != 0)];
        return new IndexedImage(width, indices, palette);
    }

    /// <summary>The image as an address that a page or picture carries in itself.</summary>
    public static string DataUri(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    private static MemoryStream Begin(int width, int height, byte colorType)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = colorType;
        header[10..].Clear();
        WriteChunk(file, "IHDR"u8, header);
        return file;
    }

    private static byte[] End(MemoryStream file, ReadOnlySpan<byte> rows, int bytesARow)
    {
        WriteChunk(file, "IDAT"u8, Compress(rows, bytesARow));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The rows, each after the byte that says "no filter" (the best choice for palettes), as a zlib stream.</summary>
    private static byte[] Compress(ReadOnlySpan<byte> indices, int width)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var at = 0; at < indices.Length; at += width)
            {
                zlib.WriteByte(0);
                zlib.Write(indices.Slice(at, width));
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        var checksum = new Crc32();
        checksum.Append(type);
        checksum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
