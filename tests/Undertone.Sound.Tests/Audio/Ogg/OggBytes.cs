using System.Buffers.Binary;
using Concentus.Enums;
using Concentus.Structs;

namespace Undertone.Sound.Tests.Audio.Ogg;

/// <summary>Ogg pages written by hand, and Opus in them.</summary>
internal static class OggBytes
{
    public const int PreSkip = 312;

    public static byte[] Page(int number, int flags, long granule, byte[] lacing, byte[] payload, uint serial = 7)
    {
        byte[] page = [.. "OggS"u8, 0, (byte)flags, .. new byte[20], (byte)lacing.Length, .. lacing, .. payload];
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), granule);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(14), serial);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(18), number);
        return Mended(page);
    }

    /// <summary>A page of whole packets.</summary>
    public static byte[] Page(int number, int flags, long granule, params byte[][] packets) =>
        Page(number, flags, granule, [.. packets.SelectMany(Lacing)], [.. packets.SelectMany(p => p)]);

    public static byte[] Lacing(byte[] packet) => [.. Enumerable.Repeat((byte)255, packet.Length / 255), (byte)(packet.Length % 255)];

    /// <summary>Puts right the checksum of a page.</summary>
    public static byte[] Mended(byte[] page)
    {
        page.AsSpan(22, 4).Clear();
        uint crc = 0;
        foreach (var value in page)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = (crc >> 31) ^ (uint)(value >> bit & 1);
                crc = crc << 1 ^ carry * 0x04C11DB7;
            }
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), crc);
        return page;
    }

    /// <summary>The pages of a file, each with its place.</summary>
    public static List<(int At, int Length)> Pages(byte[] file)
    {
        var pages = new List<(int, int)>();
        for (var at = 0; at < file.Length;)
        {
            var length = 27 + file[at + 26] + file.AsSpan(at + 27, file[at + 26]).ToArray().Sum(b => b);
            pages.Add((at, length));
            at += length;
        }

        return pages;
    }

    public static byte[] OpusHead(int channels, int gain = 0)
    {
        byte[] head = [.. "OpusHead"u8, 1, (byte)channels, .. new byte[9]];
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(10), PreSkip);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), 16000);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(16), (short)gain);
        return head;
    }

    public static byte[] OpusTags { get; } = [.. "OpusTags"u8, .. new byte[8]];

    /// <summary>Packets of 20 ms of a sound.</summary>
    public static byte[][] OpusPackets(int count, int channels)
    {
#pragma warning disable CS0618
        var encoder = new OpusEncoder(48000, channels, OpusApplication.OPUS_APPLICATION_AUDIO) { Bitrate = 128_000 };
#pragma warning restore CS0618
        var (packets, sound, buffer) = (new byte[count][], new float[960 * channels], new byte[4000]);
        for (var p = 0; p < count; p++)
        {
            for (var i = 0; i < sound.Length; i++) sound[i] = 0.4f * MathF.Sin(0.03f * (960 * p + i / channels) + i % channels);
            packets[p] = buffer[..encoder.Encode(sound, 960, buffer, buffer.Length)];
        }

        return packets;
    }

    /// <summary>What the packets decode to, one behind the other, [frames, channels].</summary>
    public static float[] Decoded(byte[][] packets, int channels)
    {
#pragma warning disable CS0618
        var decoder = new OpusDecoder(48000, channels);
#pragma warning restore CS0618
        var block = new float[5760 * channels];
        return [.. packets.SelectMany(p => block[..(channels * decoder.Decode(p, block, 5760, false))])];
    }
}
