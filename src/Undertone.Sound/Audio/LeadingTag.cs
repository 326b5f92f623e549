namespace Undertone.Sound.Audio;

/// <summary>An ID3v2 tag in front of the audio (id3.org, "ID3 tag version 2.4.0"), which programs put before any format.</summary>
internal static class LeadingTag
{
    private const int HeaderBytes = 10;
    private const int FooterFlag = 0x10;

    // As far as a pipe is looked into behind a tag; pictures in tags are smaller.
    private const int MostPeekBytes = 1 << 24;

    /// <summary>The bytes of the tag that the input begins with; 0 where there is none.</summary>
    public static long BytesOf(ByteInput input)
    {
        var head = input.Peek(HeaderBytes);
        if (head.Length < HeaderBytes || !head.StartsWith("ID3"u8)) return 0;
        // Seven bits a byte, as tags have it.
        var size = (head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | head[9] & 0x7F;
        return HeaderBytes + size + ((head[5] & FooterFlag) != 0 ? HeaderBytes : 0);
    }

    /// <summary>Bytes behind the tag of an input at its start: as many as asked for, fewer at the end of the input, none where
    /// a pipe cannot be looked into so far. Leaves the input at its start.</summary>
    public static byte[] PeekBehind(ByteInput input, int count)
    {
        var tag = BytesOf(input);
        if (tag > 0 && input.Length is not null)
        {
            var bytes = input.Seek(tag) ? First(input.Peek(count), count) : [];
            input.Seek(0);
            return bytes;
        }

        // Room is made as bytes come, not as the tag claims.
        var needed = tag + count;
        for (var room = 1L << 16; needed <= MostPeekBytes; room *= 2)
        {
            var head = input.Peek((int)Math.Min(room, needed));
            if (head.Length >= Math.Min(needed, room) && head.Length < needed) continue;
            return head.Length > tag ? First(head[(int)tag..], count) : [];
        }

        return [];
    }

    private static byte[] First(ReadOnlySpan<byte> bytes, int count) => bytes[..Math.Min(bytes.Length, count)].ToArray();
}
