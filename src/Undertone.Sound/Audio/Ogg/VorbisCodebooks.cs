using System.Numerics;
using NVorbis.Contracts;

namespace Undertone.Sound.Audio.Ogg;

/// <summary>Walks over the codebooks that a Vorbis stream starts with (Vorbis I specification, section 3.2.1), before NVorbis makes
/// room for what they claim.</summary>
internal static class VorbisCodebooks
{
    private const int Sync = 0x564342;
    private const int HeaderBits = 56;

    // Of all books together: encoders stay below a tenth of it.
    private const long MostValues = 1 << 22;

    /// <summary>Refuses codebooks that are damaged or larger than any encoder's.</summary>
    /// <param name="input">What errors name.</param>
    /// <param name="start">The byte that errors name.</param>
    /// <param name="packet">The third header.</param>
    public static void Check(ByteInput input, long start, IPacket packet)
    {
        long values = 0;
        try
        {
            packet.SkipBits(HeaderBits);
            for (var books = (int)packet.ReadBits(8) + 1; books > 0; books--)
            {
                values += Values(packet);
                if (values > MostValues) throw new InvalidDataException("The codebooks are larger than any encoder's.");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw input.Fault(start, "the codebooks of the Vorbis audio are damaged", Remedies.CopyAgain, e);
        }
    }

    /// <summary>Passes over one book and returns the numbers that it would fill.</summary>
    private static long Values(IPacket packet)
    {
        if (packet.ReadBits(24) != Sync) throw new InvalidDataException("A codebook does not begin as one.");
        var (dimensions, entries) = ((long)packet.ReadBits(16), (long)packet.ReadBits(24));
        var values = Math.Max(1, dimensions) * entries;
        if (values > MostValues) throw new InvalidDataException("A codebook is larger than any encoder's.");
        if (packet.ReadBits(1) != 0) SkipOrdered(packet, entries);
        else SkipLengths(packet, entries);
        var kind = packet.ReadBits(4);
        if (kind == 0) return values;
        if (kind > 2 || dimensions == 0) throw new InvalidDataException("A codebook is of no known kind.");
        packet.SkipBits(64);
        var bits = (int)packet.ReadBits(4) + 1;
        var stored = kind == 1 ? Root(entries, dimensions) : values;
        for (packet.SkipBits(1); stored > 0; stored--) Read(packet, bits);
        return values;
    }

    private static void SkipOrdered(IPacket packet, long entries)
    {
        Read(packet, 5);
        for (long done = 0; done < entries;)
        {
            var count = (long)Read(packet, BitOperations.Log2((ulong)(entries - done)) + 1);
            if (count > entries - done) throw new InvalidDataException("A codebook has more lengths than entries.");
            done += count;
        }
    }

    private static void SkipLengths(IPacket packet, long entries)
    {
        var isSparse = packet.ReadBits(1) != 0;
        for (; entries > 0; entries--)
        {
            if (!isSparse || Read(packet, 1) != 0) Read(packet, 5);
        }
    }

    /// <summary>The largest number whose power does not exceed the entries.</summary>
    private static long Root(long entries, long dimensions)
    {
        var root = (long)Math.Floor(Math.Pow(entries, 1.0 / dimensions));
        while (BigInteger.Pow(root + 1, (int)dimensions) <= entries) root++;
        while (BigInteger.Pow(root, (int)dimensions) > entries) root--;
        return root;
    }

    private static ulong Read(IPacket packet, int bits)
    {
        if (packet.BitsRemaining < bits) throw new EndOfStreamException("The codebooks end too soon.");
        return packet.ReadBits(bits);
    }
}
