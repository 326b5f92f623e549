using System.Buffers.Binary;

namespace Undertone.Sound.Audio;

/// <summary>Writes mono WAV files.</summary>
public static class WavWriter
{
    internal const int HeaderBytes = 44;
    private const int BlockSamples = 8192;

    /// <summary>Writes a file: first under a temporary name in the same folder, then renamed, so
    /// that a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="clip">The samples and their rate.</param>
    /// <param name="format">How samples are stored; <see cref="WavSampleFormat.Pcm16"/> by default.</param>
    public static void Write(string path, AudioClip clip, WavSampleFormat format = WavSampleFormat.Pcm16)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(clip);
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                Write(stream, clip, format);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes to a stream, which need not seek and stays open.</summary>
    /// <param name="stream">Where the file goes.</param>
    /// <param name="clip">The samples and their rate.</param>
    /// <param name="format">How samples are stored; <see cref="WavSampleFormat.Pcm16"/> by
    /// default: round(x * 32768), clipped to [-32768, 32767].</param>
    /// <exception cref="ArgumentException">The clip is too long for a WAV file (4 GiB) or, for 16 bits, holds a NaN.</exception>
    public static void Write(Stream stream, AudioClip clip, WavSampleFormat format = WavSampleFormat.Pcm16)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(clip);
        var sampleBytes = format switch
        {
            WavSampleFormat.Pcm16 => 2,
            WavSampleFormat.IeeeFloat => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown sample format."),
        };
        var dataBytes = (long)clip.Samples.Length * sampleBytes;
        if (dataBytes > uint.MaxValue - HeaderBytes)
        {
            throw new ArgumentException($"{clip.Samples.Length:N0} samples do not fit into a WAV file of at most 4 GiB.", nameof(clip));
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        FillHeader(header, (uint)dataBytes, clip.SampleRateHz, sampleBytes, isFloat: format == WavSampleFormat.IeeeFloat);
        stream.Write(header);
        var block = new byte[BlockSamples * sampleBytes];
        for (var start = 0; start < clip.Samples.Length; start += BlockSamples)
        {
            var samples = clip.Samples.AsSpan(start, Math.Min(BlockSamples, clip.Samples.Length - start));
            Encode(samples, format, block, start);
            stream.Write(block, 0, samples.Length * sampleBytes);
        }
    }

    /// <summary>Stores samples; the first one is number <paramref name="first"/> in messages.</summary>
    internal static void Encode(ReadOnlySpan<float> samples, WavSampleFormat format, Span<byte> block, int first)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (format == WavSampleFormat.IeeeFloat) BinaryPrimitives.WriteSingleLittleEndian(block[(4 * i)..], samples[i]);
            else BinaryPrimitives.WriteInt16LittleEndian(block[(2 * i)..], ToInt16(samples[i], first + i));
        }
    }

    private static short ToInt16(float sample, int index)
    {
        if (float.IsNaN(sample)) throw new ArgumentException($"Sample {index} is not a number (NaN), which 16-bit PCM cannot hold.");
        return (short)Math.Clamp(MathF.Round(sample * 32768f), short.MinValue, short.MaxValue);
    }

    /// <summary>Writes the header of a mono file over the first <see cref="HeaderBytes"/> bytes.</summary>
    internal static void FillHeader(Span<byte> header, uint dataBytes, int sampleRateHz, int sampleBytes, bool isFloat)
    {
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], dataBytes + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], (short)(isFloat ? 3 : 1));
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRateHz);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)Math.Min(uint.MaxValue, (long)sampleRateHz * sampleBytes));
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)sampleBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], (short)(8 * sampleBytes));
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataBytes);
    }
}
