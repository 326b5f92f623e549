using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Undertone.Sound.Audio.Flac;

/// <summary>The MD5 of all samples, which the header of a FLAC stream tells (RFC 9639, section 8.2).</summary>
internal sealed class FlacSignature : IDisposable
{
    private readonly byte[] _expected;
    private readonly int _sampleBytes;
#pragma warning disable CA5351 // a checksum of the format, not a protection
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
    private byte[] _bytes = [];

    public FlacSignature(FlacHeader header) => (_expected, _sampleBytes) = (header.Signature, (header.Bits + 7) / 8);

    /// <summary>Whether the header tells one at all.</summary>
    private bool IsKnown => _expected.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>Takes the samples of a frame, of each channel the first ones.</summary>
    public void Add(int[][] samples, int count)
    {
        if (!IsKnown) return;
        var length = count * samples.Length * _sampleBytes;
        if (_bytes.Length < length) _bytes = new byte[length];
        for (var c = 0; c < samples.Length; c++) Store(samples[c].AsSpan(0, count), c, samples.Length);
        _hash.AppendData(_bytes.AsSpan(0, length));
    }

    /// <summary>Whether the samples are those that were written; asked once, after all of them.</summary>
    public bool Holds() => !IsKnown || _hash.GetHashAndReset().AsSpan().SequenceEqual(_expected);

    public void Dispose() => _hash.Dispose();

    private void Store(ReadOnlySpan<int> samples, int channel, int channels)
    {
        if (_sampleBytes == 2)
        {
            var target = MemoryMarshal.Cast<byte, short>(_bytes.AsSpan());
            var at = channel;
            foreach (var sample in samples)
            {
                target[at] = BitConverter.IsLittleEndian ? (short)sample : BinaryPrimitives.ReverseEndianness((short)sample);
                at += channels;
            }

            return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            var at = (i * channels + channel) * _sampleBytes;
            for (var b = 0; b < _sampleBytes; b++) _bytes[at + b] = (byte)(samples[i] >> (8 * b));
        }
    }
}
