using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Undertone.Recognition.Tests.Pictures;

/// <summary>
/// An independent reader of the PNG files that the pictures carry: checks signature, chunk order, CRC and the zlib stream.
/// </summary>
internal sealed record PngReader(int Width, int Height, byte[] Pixels, byte[] Palette)
{
    public static PngReader Read(byte[] file)
    {
        file[..8].ShouldBe([137, 80, 78, 71, 13, 10, 26, 10]);
        var (at, types) = (8, new List<string>());
        byte[] header = [], palette = [], data = [];
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length))
                .ShouldBe(Crc(file.AsSpan(at + 4, length + 4)), $"CRC of {type}");
            var content = file[(at + 8)..(at + 8 + length)];
            types.Add(type);
            if (type == "IHDR") header = content;
            if (type == "PLTE") palette = content;
            if (type == "IDAT") data = content;
            at += 12 + length;
        }

        types.ShouldBe(["IHDR", "PLTE", "IDAT", "IEND"]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        header[8..].ShouldBe([8, 3, 0, 0, 0]);
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress)) zlib.CopyTo(unpacked);
        var rows = unpacked.ToArray();
        rows.Length.ShouldBe(height * (width + 1));
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            rows[y * (width + 1)].ShouldBe((byte)0, "filter");
            rows.AsSpan((y * (width + 1)) + 1, width).CopyTo(pixels.AsSpan(y * width));
        }

        return new PngReader(width, height, pixels, palette);
    }

    /// <summary>Bit by bit, as the standard defines it.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
