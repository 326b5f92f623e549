using System.Security.Cryptography;
using static Undertone.Sound.Tests.Audio.AudioBytes;

namespace Undertone.Sound.Tests.Audio.Flac;

/// <summary>Builds FLAC streams bit by bit from RFC 9639: all that encoders write, and what they never do.</summary>
internal static class FlacBytes
{
    /// <summary>A stream of one STREAMINFO and frames; samples are [channels][frames], for the signature and the claimed length.</summary>
    public static byte[] Stream(
        long[][] samples, int bits, byte[][] frames, int rateHz = 16000, long? claimed = null, bool isSigned = true,
        byte[]? blocks = null) =>
    [
        .. "fLaC"u8, .. StreamInfo(samples, bits, rateHz, claimed ?? samples[0].Length, isSigned, isLast: blocks is null),
        .. blocks ?? [], .. frames.SelectMany(f => f),
    ];

    public static byte[] StreamInfo(long[][] samples, int bits, int rateHz, long claimed, bool isSigned, bool isLast)
    {
        var w = new BitWriter();
        w.Put(isLast ? 0x80 : 0, 8);
        w.Put(34, 24);
        w.Put(16, 16);
        w.Put(65535, 16);
        w.Put(0, 48);
        w.Put(rateHz, 20);
        w.Put(samples.Length - 1, 3);
        w.Put(bits - 1, 5);
        w.Put(claimed, 36);
        return [.. w.Bytes, .. isSigned ? Signature(samples, bits) : new byte[16]];
    }

    /// <summary>A frame, and the length of its header.</summary>
    public static (byte[] Bytes, int HeaderBytes) Frame(
        long number, int blockSize, int channelCode, Action<BitWriter> body, bool isVariable = false, int sizeCode = 7, int rateCode = 0,
        int bitsCode = 0, int rateTail = 0)
    {
        var w = new BitWriter();
        w.Put(isVariable ? 0xFFF9 : 0xFFF8, 16);
        w.Put(sizeCode, 4);
        w.Put(rateCode, 4);
        w.Put(channelCode, 4);
        w.Put(bitsCode, 3);
        w.Put(0, 1);
        PutNumber(w, number);
        if (sizeCode is 6 or 7) w.Put(blockSize - 1, sizeCode == 6 ? 8 : 16);
        if (rateCode >= 12) w.Put(rateTail, rateCode == 12 ? 8 : 16);
        w.Put(Crc(w.Bytes, 8, 0x07), 8);
        var headerBytes = w.Bytes.Length;
        body(w);
        w.Align();
        w.Put(Crc(w.Bytes, 16, 0x8005), 16);
        return (w.Bytes, headerBytes);
    }

    /// <summary>Puts right the checksums of a frame whose bytes were changed.</summary>
    public static byte[] Mended(byte[] frame, int headerBytes)
    {
        var bytes = frame.ToArray();
        bytes[headerBytes - 1] = (byte)Crc(bytes[..(headerBytes - 1)], 8, 0x07);
        var crc = Crc(bytes[..^2], 16, 0x8005);
        (bytes[^2], bytes[^1]) = ((byte)(crc >> 8), (byte)crc);
        return bytes;
    }

    public static void Constant(BitWriter w, long value, int bits)
    {
        w.Put(0, 8);
        w.Put(value, bits);
    }

    public static void Verbatim(BitWriter w, long[] samples, int bits, int wasted = 0)
    {
        Head(w, 1, wasted);
        foreach (var sample in samples) w.Put(sample >> wasted, bits - wasted);
    }

    public static void Fixed(BitWriter w, long[] samples, int bits, int order, Random random, int wasted = 0)
    {
        long[][] weights = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];
        Head(w, 8 + order, wasted);
        var kept = Array.ConvertAll(samples, s => s >> wasted);
        foreach (var sample in kept[..order]) w.Put(sample, bits - wasted);
        PutResidual(w, Residual(kept, weights[order], 0), order, random);
    }

    public static void Linear(
        BitWriter w, long[] samples, int bits, long[] weights, int precision, int shift, Random random, int wasted = 0)
    {
        Head(w, 32 + weights.Length - 1, wasted);
        var kept = Array.ConvertAll(samples, s => s >> wasted);
        foreach (var sample in kept[..weights.Length]) w.Put(sample, bits - wasted);
        w.Put(precision - 1, 4);
        w.Put(shift, 5);
        foreach (var weight in weights) w.Put(weight, precision);
        PutResidual(w, Residual(kept, weights, shift), weights.Length, random);
    }

    /// <summary>Whether every residual fits the 32 bits that the format gives it.</summary>
    public static bool Fits(long[] samples, long[] weights, int shift) =>
        Residual(samples, weights, shift).All(r => r is > int.MinValue and <= int.MaxValue);

    private static void Head(BitWriter w, int kind, int wasted)
    {
        w.Put(kind, 7);
        w.Put(wasted > 0 ? 1 : 0, 1);
        if (wasted > 0) w.PutUnary(wasted - 1);
    }

    private static long[] Residual(long[] samples, long[] weights, int shift)
    {
        var residual = new long[samples.Length];
        for (var i = weights.Length; i < samples.Length; i++)
        {
            long sum = 0;
            for (var j = 0; j < weights.Length; j++) sum += weights[j] * samples[i - 1 - j];
            residual[i] = samples[i] - (sum >> shift);
        }

        return residual;
    }

    /// <summary>In any partitions, parameters and escapes that the format allows.</summary>
    private static void PutResidual(BitWriter w, long[] residual, int order, Random random)
    {
        // The first method has no parameter for large numbers.
        var (method, partitions) = (residual.Any(r => Width(r) > 26) ? 1 : random.Next(2), random.Next(5));
        while (residual.Length % (1 << partitions) != 0 || residual.Length >> partitions < order) partitions--;
        var (parameterBits, length) = (4 + method, residual.Length >> partitions);
        w.Put(method, 2);
        w.Put(partitions, 4);
        for (var start = 0; start < residual.Length; start += length)
        {
            var part = residual[Math.Max(start, order)..(start + length)];
            var width = part.Length == 0 ? 0 : part.Max(Width);
            var parameter = Math.Clamp(width - random.Next(7), 0, (1 << parameterBits) - 2);
            // Not more than some thousand zeros for a number.
            if (width <= 31 && (random.Next(3) == 0 || width - parameter > 12))
            {
                w.Put((1 << parameterBits) - 1, parameterBits);
                w.Put(width, 5);
                foreach (var r in part) w.Put(r, width);
                continue;
            }

            w.Put(parameter, parameterBits);
            foreach (var r in part)
            {
                var code = r < 0 ? -2 * r - 1 : 2 * r;
                w.PutUnary(code >> parameter);
                w.Put(code, parameter);
            }
        }
    }

    private static int Width(long value) => value == 0 ? 0 : 65 - (int)long.LeadingZeroCount(value < 0 ? ~value : value);

    private static void PutNumber(BitWriter w, long number)
    {
        if (number < 0x80)
        {
            w.Put(number, 8);
            return;
        }

        var more = 1;
        while (number >> (6 * more + 6 - more) != 0) more++;
        w.Put((0xFF00 >> (more + 1) & 0xFF) + (number >> (6 * more)), 8);
        for (more--; more >= 0; more--) w.Put(0x80 | (number >> (6 * more) & 0x3F), 8);
    }

    private static long Crc(byte[] bytes, int width, int polynomial)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = (crc >> (width - 1) & 1) ^ (value >> bit & 1);
                crc = (crc << 1 & ((1 << width) - 1)) ^ (carry * polynomial);
            }
        }

        return crc;
    }

    private static byte[] Signature(long[][] samples, int bits)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < samples[0].Length; i++)
        {
            foreach (var channel in samples) bytes.AddRange(Little((uint)channel[i])[..((bits + 7) / 8)]);
        }

#pragma warning disable CA5351 // what the format has
        return MD5.HashData([.. bytes]);
#pragma warning restore CA5351
    }
}
