using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Undertone.Sound.Audio.Flac;

/// <summary>The bits of FLAC frames, the highest of a byte first, and the checksum over a frame while it is read.</summary>
/// <remarks>Eight bytes at a time are loaded into a cache; bits behind those that are counted on are true ones too, so that loading them
/// again changes nothing.</remarks>
internal sealed class BitReader(ByteInput input)
{
    private const int BufferBytes = 1 << 16;
    private const int LoadBytes = 8;

    // What one load is sure to leave in the cache.
    private const int SureBits = 56;

    // Above it, a code within one load might not fit 32 bits.
    private const int LargestShortParameter = 26;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _origin = input.Position;
    private int _at;
    private int _end;
    private ulong _cache;
    private int _bits;
    private int _unchecked;
    private ushort _checksum;

    /// <summary>The byte of the input in which the next bit lies.</summary>
    public long Position => _origin + Kept;

    private int Kept => _at - ((_bits + 7) >> 3);

    /// <summary>Begins a frame at the next whole byte, and its checksum.</summary>
    /// <returns>Its first bytes, which <see cref="Skip"/> passes: as many as asked for, fewer at the end of the input.</returns>
    public ReadOnlySpan<byte> StartFrame(int count)
    {
        _at -= _bits >> 3;
        (_cache, _bits) = (0, 0);
        (_unchecked, _checksum) = (_at, 0);
        if (_end - _at < count) Fill(count);
        return _buffer.AsSpan(_at, Math.Min(count, _end - _at));
    }

    /// <summary>Moves past bytes that <see cref="StartFrame"/> has shown.</summary>
    public void Skip(int count) => _at += count;

    /// <summary>Reads the checksum at the end of a frame; false where the frame is not the one that was written.</summary>
    public bool EndFrame()
    {
        ReadBits(_bits & 7);
        TakeChecksum(_at - (_bits >> 3));
        return _checksum == (int)ReadBits(16);
    }

    /// <summary>The next bits as an unsigned number: from 0 to 56 of them.</summary>
    public ulong ReadBits(int count)
    {
        if (_bits < count) Require(count);
        var value = _cache >> 1 >> (63 - count);
        _cache <<= count;
        _bits -= count;
        return value;
    }

    /// <summary>The next bits as a number in two's complement: from 0 to 56 of them.</summary>
    public long ReadSigned(int count) => count == 0 ? 0 : (long)(ReadBits(count) << (64 - count)) >> (64 - count);

    /// <summary>The number of zeros before the next one, which is passed too.</summary>
    public long ReadUnary(long most)
    {
        long zeros = 0;
        while (zeros <= most)
        {
            if (_bits == 0) Require(1);
            var run = Math.Min(BitOperations.LeadingZeroCount(_cache), _bits);
            zeros += run;
            _cache <<= run;
            _bits -= run;
            if (_bits == 0) continue;
            ReadBits(1);
            if (zeros <= most) return zeros;
        }

        throw input.Fault(Position, "a number in the frame is larger than any that FLAC has", Remedies.CopyAgain);
    }

    /// <summary>Reads residuals in Rice codes with one parameter.</summary>
    public void ReadRice(Span<int> values, int parameter)
    {
        var done = 0;
        while (true)
        {
            if (parameter <= LargestShortParameter) done += ReadShortCodes(values[done..], parameter);
            if (done == values.Length) return;
            var high = ReadUnary(uint.MaxValue >> parameter);
            values[done++] = Unfold((uint)(high << parameter) | (uint)ReadBits(parameter));
        }
    }

    /// <summary>Reads codes as long as each lies within one load, and returns their number.</summary>
    private int ReadShortCodes(Span<int> values, int parameter)
    {
        var (buffer, cache, bits, at, last) = (_buffer, _cache, _bits, _at, _end - LoadBytes);
        var i = 0;
        for (; i < values.Length && at <= last; i++)
        {
            cache |= Load(buffer, at) >> bits;
            at += (63 - bits) >> 3;
            bits |= SureBits;
            var zeros = BitOperations.LeadingZeroCount(cache);
            if (zeros + 1 + parameter > SureBits) break;
            cache = cache << zeros << 1;
            values[i] = Unfold((uint)zeros << parameter | (uint)(cache >> 1 >> (63 - parameter)));
            cache <<= parameter;
            bits -= zeros + 1 + parameter;
        }

        (_cache, _bits, _at) = (cache, bits, at);
        return i;
    }

    /// <summary>0, -1, 1, -2, ... from 0, 1, 2, 3, ...</summary>
    private static int Unfold(uint code) => (int)(code >> 1) ^ -(int)(code & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(byte[] buffer, int at) => BinaryPrimitives.ReadUInt64BigEndian(buffer.AsSpan(at));

    private void Require(int count)
    {
        if (_end - _at < LoadBytes) Fill(LoadBytes);
        if (_end - _at >= LoadBytes)
        {
            _cache |= Load(_buffer, _at) >> _bits;
            _at += (63 - _bits) >> 3;
            _bits |= SureBits;
            return;
        }

        for (; _bits < SureBits && _at < _end; _bits += 8) _cache |= (ulong)_buffer[_at++] << (56 - _bits);
        if (_bits < count) throw input.Fault(_origin + _end, "the file ends within a frame", Remedies.CopyAgain);
    }

    private void Fill(int count)
    {
        var kept = Kept;
        TakeChecksum(kept);
        _buffer.AsSpan(kept, _end - kept).CopyTo(_buffer);
        (_origin, _at, _end, _unchecked) = (_origin + kept, _at - kept, _end - kept, 0);
        while (_end - _at < count)
        {
            var bytes = input.Peek(1);
            if (bytes.IsEmpty) return;
            bytes = bytes[..Math.Min(bytes.Length, _buffer.Length - _end)];
            bytes.CopyTo(_buffer.AsSpan(_end));
            _end += bytes.Length;
            input.Advance(bytes.Length);
        }
    }

    private void TakeChecksum(int end)
    {
        _checksum = FlacChecksums.Crc16(_checksum, _buffer.AsSpan(_unchecked, end - _unchecked));
        _unchecked = end;
    }
}
