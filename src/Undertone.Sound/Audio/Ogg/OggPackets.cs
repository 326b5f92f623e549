using System.Globalization;

namespace Undertone.Sound.Audio.Ogg;

/// <summary>The packets of the first stream of an Ogg file, page by page (RFC 3533). Checked are the checksum and the number of
/// each page, and that the page that ends the stream is there.</summary>
internal sealed class OggPackets(ByteInput input)
{
    // Beyond the largest pictures in comments.
    private const int MostPacketBytes = 1 << 24;

    private readonly byte[] _page = new byte[OggPageHeader.MostPageBytes];
    private byte[] _packet = new byte[1 << 12];
    private OggPageHeader _header;
    private bool _isBegun;
    private int _segment;
    private int _lastSegment = -1;
    private int _at;

    /// <summary>The byte at which the page starts on which the present packet ends.</summary>
    public long Start { get; private set; }

    /// <summary>The position behind the present packet, where it is told: by the last packet that ends on a page.</summary>
    public long? Granule { get; private set; }

    /// <summary>Whether the present page is the last of the stream.</summary>
    public bool IsOnLastPage => _isBegun && _header.Ends;

    /// <summary>The latest position that was told; at the end, that of the stream.</summary>
    public long? LatestGranule { get; private set; }

    /// <summary>The first bytes of the first packet of an input at its start; none where that is no Ogg.</summary>
    public static ReadOnlySpan<byte> PeekFirst(ByteInput input, int count)
    {
        var head = input.Peek(OggPageHeader.Bytes + 255 + count);
        return OggPageHeader.Read(head) is { Begins: true } page ? head[Math.Min(head.Length, OggPageHeader.Bytes + page.Segments)..] : [];
    }

    /// <summary>The next packet; null after the last.</summary>
    public byte[]? Next()
    {
        var length = 0;
        while (true)
        {
            if (_segment == _header.Segments)
            {
                if (IsOnLastPage && length == 0)
                {
                    RequireNoOther();
                    return null;
                }

                NextPage(isWithinPacket: length > 0);
                continue;
            }

            var size = _page[OggPageHeader.Bytes + _segment];
            if (length + size > MostPacketBytes) throw input.Fault(Start, "an Ogg packet is larger than 16 MB", Remedies.CopyAgain);
            if (length + size > _packet.Length) Array.Resize(ref _packet, 2 * _packet.Length);
            _page.AsSpan(_at, size).CopyTo(_packet.AsSpan(length));
            (length, _at) = (length + size, _at + size);
            Granule = _segment == _lastSegment && _header.Granule >= 0 ? _header.Granule : null;
            _segment++;
            if (size < 255) return _packet[..length];
        }
    }

    /// <summary>The position at the end of the file, as its last page claims; null where that takes reading it all.</summary>
    public long? PeekEnd()
    {
        if (input.Length is not { } length) return null;
        var position = input.Position;
        input.Seek(Math.Max(0, length - OggPageHeader.MostPageBytes));
        var tail = input.Peek((int)Math.Min(length, OggPageHeader.MostPageBytes));
        long? granule = null;
        for (var at = tail.LastIndexOf(OggPageHeader.Marker); at >= 0; at = tail.LastIndexOf(OggPageHeader.Marker))
        {
            if (OggPageHeader.Read(tail[at..]) is { Ends: true, Granule: >= 0 } page && page.Serial == _header.Serial)
            {
                granule = page.Granule;
                break;
            }

            tail = tail[..at];
        }

        input.Seek(position);
        return granule;
    }

    private void NextPage(bool isWithinPacket)
    {
        if (IsOnLastPage) throw input.Fault(Start, "the Ogg stream ends within a packet", Remedies.CopyAgain);
        OggPageHeader page;
        do
        {
            page = ReadPage();
        }
        while (_isBegun && page.Serial != _header.Serial);

        var fault = _isBegun && page.Number != _header.Number + 1 ? "an Ogg page is missing before this one"
            : page.Continues != isWithinPacket ? "an Ogg page does not go on where the one before ends"
            : null;
        if (fault is not null) throw input.Fault(Start, fault, Remedies.CopyAgain);
        (_header, _isBegun, _segment) = (page, true, 0);
        _at = OggPageHeader.Bytes + page.Segments;
        _lastSegment = _page.AsSpan(OggPageHeader.Bytes, page.Segments).LastIndexOfAnyExcept((byte)255);
        if (page.Granule >= 0 && _lastSegment >= 0) LatestGranule = page.Granule;
    }

    private OggPageHeader ReadPage()
    {
        Start = input.Position;
        var head = input.Peek(OggPageHeader.Bytes + 255);
        if (head.IsEmpty) throw input.Fault(Start, "the Ogg file ends before the page that ends its audio", Remedies.CopyAgain);
        if (OggPageHeader.Read(head) is not { } page)
        {
            throw input.Fault(Start, head.Length < OggPageHeader.Bytes && head.StartsWith(OggPageHeader.Marker[..Math.Min(head.Length, 4)])
                ? "the Ogg file ends within the header of a page"
                : "an Ogg page should start here, and something else does", Remedies.CopyAgain);
        }

        var length = OggPageHeader.Bytes + page.Segments;
        for (var i = 0; i < page.Segments && OggPageHeader.Bytes + i < head.Length; i++) length += head[OggPageHeader.Bytes + i];
        var bytes = input.Peek(length);
        if (bytes.Length < length)
        {
            throw input.Fault(Start, string.Create(CultureInfo.InvariantCulture,
                $"the Ogg file ends within a page: {length:N0} bytes are needed here and {bytes.Length:N0} are there"), Remedies.CopyAgain);
        }

        bytes[..length].CopyTo(_page);
        input.Advance(length);
        var content = _page.AsSpan(0, length);
        var checksum = OggChecksum.Add(0, content[..OggPageHeader.ChecksumOffset]);
        checksum = OggChecksum.Add(OggChecksum.Add(checksum, [0, 0, 0, 0]), content[(OggPageHeader.ChecksumOffset + 4)..]);
        if (checksum != page.Checksum) throw input.Fault(Start, "the Ogg page does not match its checksum", Remedies.CopyAgain);
        return page;
    }

    /// <summary>Refuses another stream behind the first: it would be lost without a word.</summary>
    private void RequireNoOther()
    {
        if (OggPageHeader.Read(input.Peek(OggPageHeader.Bytes)) is not { Begins: true }) return;
        throw input.Fault(input.Position, "a second Ogg stream is chained behind the first, and one is read",
            "Cut the file there, or convert it to WAV with the program that made it.");
    }
}
