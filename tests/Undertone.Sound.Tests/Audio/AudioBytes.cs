using System.Buffers.Binary;
using System.Text;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Builds WAV and AIFF files byte by byte, faults included.</summary>
internal static class AudioBytes
{
    public static byte[] Wav(
        byte[] data, int tag = 1, int channels = 1, uint rateHz = 16000, int bits = 16, string magic = "RIFF", uint? dataSize = null,
        byte[]? beforeData = null, byte[]? afterData = null, int? blockBytes = null)
    {
        var bytes = new List<byte>();
        bytes.AddRange(Ascii(magic));
        bytes.AddRange(Little(uint.MaxValue));
        bytes.AddRange(Ascii("WAVE"));
        byte[] format =
        [
            .. Little16(tag), .. Little16(channels), .. Little(rateHz), .. Little((uint)(rateHz * channels * bits / 8)),
            .. Little16(blockBytes ?? (channels * ((bits + 7) / 8))), .. Little16(bits),
        ];
        bytes.AddRange(Chunk("fmt ", format));
        bytes.AddRange(beforeData ?? []);
        bytes.AddRange(Ascii("data"));
        bytes.AddRange(Little(dataSize ?? (uint)data.Length));
        bytes.AddRange(data);
        if (data.Length % 2 == 1) bytes.Add(0);
        bytes.AddRange(afterData ?? []);
        return [.. bytes];
    }

    public static byte[] Extensible(byte[] data, int subTag, int channels, int bits, int validBits)
    {
        byte[] guidTail = [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];
        byte[] format =
        [
            .. Little16(0xFFFE), .. Little16(channels), .. Little(48000), .. Little((uint)(48000 * channels * bits / 8)),
            .. Little16(channels * bits / 8), .. Little16(bits),
            .. Little16(22), .. Little16(validBits), .. Little(3), .. Little16(subTag), .. guidTail,
        ];
        return [.. Ascii("RIFF"), .. Little(0), .. Ascii("WAVE"), .. Chunk("fmt ", format), .. Chunk("data", data)];
    }

    public static byte[] Aiff(
        byte[] data, string? kind = null, int channels = 1, double rateHz = 16000, int bits = 16, uint? frames = null,
        uint? soundSize = null, byte[]? beforeData = null)
    {
        var frameBytes = channels * ((bits + 7) / 8);
        var common = new List<byte>();
        common.AddRange(Big16(channels));
        common.AddRange(Big(frames ?? (uint)(data.Length / frameBytes)));
        common.AddRange(Big16(bits));
        common.AddRange(Extended(rateHz));
        if (kind is not null) common.AddRange([.. Ascii(kind), 0, 0]);
        return
        [
            .. Ascii("FORM"), .. Big(0), .. Ascii(kind is null ? "AIFF" : "AIFC"), .. BigChunk("COMM", [.. common]), .. beforeData ?? [],
            .. Ascii("SSND"), .. Big(soundSize ?? (uint)(data.Length + 8)), .. Big(0), .. Big(0), .. data,
        ];
    }

    public static byte[] Chunk(string name, byte[] body) =>
        [.. Ascii(name), .. Little((uint)body.Length), .. body, .. body.Length % 2 == 1 ? new byte[1] : []];

    public static byte[] BigChunk(string name, byte[] body) =>
        [.. Ascii(name), .. Big((uint)body.Length), .. body, .. body.Length % 2 == 1 ? new byte[1] : []];

    public static byte[] Int16(params short[] samples) => [.. samples.SelectMany(s => Little16(s))];

    public static byte[] Single(params float[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] Little16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Little(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Big(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Extended(double value)
    {
        var exponent = value == 0 ? 0 : Math.ILogB(value);
        var bytes = new byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(value == 0 ? 0 : exponent + 16383));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(2), (ulong)Math.ScaleB(value, 63 - exponent));
        return bytes;
    }
}
