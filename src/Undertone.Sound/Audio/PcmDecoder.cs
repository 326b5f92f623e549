using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Undertone.Sound.Audio;

/// <summary>Stored samples to single precision, scaled as libsndfile (and so librosa)
/// scales them: an n-bit integer divided by 2^(n-1).</summary>
internal static class PcmDecoder
{
    private static readonly float[] ALawTable = BuildTable(ALawToInt16);
    private static readonly float[] MuLawTable = BuildTable(MuLawToInt16);

    /// <summary>Decodes whole samples; <paramref name="destination"/> holds exactly as many as <paramref name="bytes"/>.</summary>
    public static void Decode(ReadOnlySpan<byte> bytes, PcmEncoding encoding, bool bigEndian, Span<float> destination)
    {
        switch (encoding)
        {
            case PcmEncoding.Unsigned8:
                for (var i = 0; i < destination.Length; i++) destination[i] = (bytes[i] - 128) * (1f / 128);
                break;
            case PcmEncoding.Signed8:
                for (var i = 0; i < destination.Length; i++) destination[i] = (sbyte)bytes[i] * (1f / 128);
                break;
            case PcmEncoding.Int16:
                DecodeInt16(bytes, bigEndian, destination);
                break;
            case PcmEncoding.Int24:
                var (low, high) = bigEndian ? (2, 0) : (0, 2);
                for (var i = 0; i < destination.Length; i++)
                {
                    var at = bytes.Slice(3 * i, 3);
                    destination[i] = ((sbyte)at[high] << 16 | at[1] << 8 | at[low]) * (1f / (1 << 23));
                }

                break;
            case PcmEncoding.Int32:
                for (var i = 0; i < destination.Length; i++)
                {
                    var at = bytes[(4 * i)..];
                    var value = bigEndian ? BinaryPrimitives.ReadInt32BigEndian(at) : BinaryPrimitives.ReadInt32LittleEndian(at);
                    destination[i] = value * (1f / 2147483648f);
                }

                break;
            case PcmEncoding.Float32:
                for (var i = 0; i < destination.Length; i++)
                {
                    var at = bytes[(4 * i)..];
                    destination[i] = bigEndian ? BinaryPrimitives.ReadSingleBigEndian(at) : BinaryPrimitives.ReadSingleLittleEndian(at);
                }

                break;
            case PcmEncoding.Float64:
                for (var i = 0; i < destination.Length; i++)
                {
                    var at = bytes[(8 * i)..];
                    var value = bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(at) : BinaryPrimitives.ReadDoubleLittleEndian(at);
                    destination[i] = (float)value;
                }

                break;
            default:
                var table = encoding == PcmEncoding.ALaw ? ALawTable : MuLawTable;
                for (var i = 0; i < destination.Length; i++) destination[i] = table[bytes[i]];
                break;
        }
    }

    /// <summary>The mean of each frame's channels; <paramref name="interleaved"/> is [frames, channels].</summary>
    public static void MeanOfChannels(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        if (channels == 2)
        {
            for (var i = 0; i < mono.Length; i++) mono[i] = (interleaved[2 * i] + interleaved[2 * i + 1]) / 2;
            return;
        }

        for (var i = 0; i < mono.Length; i++)
        {
            var sum = 0f;
            foreach (var sample in interleaved.Slice(i * channels, channels)) sum += sample;
            mono[i] = sum / channels;
        }
    }

    /// <summary>The largest magnitude of any number of samples; NaN where one of them is.</summary>
    public static float Peak(ReadOnlySpan<float> samples) => samples.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitude(samples));

    /// <summary>Where the first sample is that is NaN or of a magnitude above the limit, or -1.</summary>
    public static int IndexBeyond(ReadOnlySpan<float> samples, float limit)
    {
        if (Peak(samples) <= limit) return -1;
        var i = 0;
        while (MathF.Abs(samples[i]) <= limit) i++;
        return i;
    }

    private static void DecodeInt16(ReadOnlySpan<byte> bytes, bool bigEndian, Span<float> destination)
    {
        var values = MemoryMarshal.Cast<byte, short>(bytes);
        if (bigEndian == BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < destination.Length; i++) destination[i] = BinaryPrimitives.ReverseEndianness(values[i]) * (1f / 32768);
            return;
        }

        values = values[..destination.Length];
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var scale = new Vector<float>(1f / 32768);
        var i16 = 0;
        for (; i16 + Vector<short>.Count <= values.Length; i16 += Vector<short>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref source, (nuint)i16), out var low, out var high);
            (Vector.ConvertToSingle(low) * scale).StoreUnsafe(ref target, (nuint)i16);
            (Vector.ConvertToSingle(high) * scale).StoreUnsafe(ref target, (nuint)(i16 + Vector<int>.Count));
        }

        for (; i16 < values.Length; i16++) destination[i16] = values[i16] * (1f / 32768);
    }

    private static float[] BuildTable(Func<int, int> toInt16)
    {
        var table = new float[256];
        for (var i = 0; i < table.Length; i++) table[i] = toInt16(i) / 32768f;
        return table;
    }

    /// <summary>ITU-T G.711 A-law: even bits inverted, sign, 3 bits of segment, 4 of step.</summary>
    private static int ALawToInt16(int code)
    {
        code ^= 0x55;
        var segment = code >> 4 & 7;
        var magnitude = ((code & 15) << 4) + 8;
        if (segment > 0) magnitude = (magnitude + 256) << (segment - 1);
        return (code & 0x80) != 0 ? magnitude : -magnitude;
    }

    /// <summary>ITU-T G.711 mu-law: all bits inverted, sign, 3 bits of segment, 4 of step, a bias of 132.</summary>
    private static int MuLawToInt16(int code)
    {
        code = ~code;
        var magnitude = ((((code & 15) << 3) + 132) << (code >> 4 & 7)) - 132;
        return (code & 0x80) != 0 ? -magnitude : magnitude;
    }
}
