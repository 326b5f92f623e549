namespace Undertone.Sound.Audio.Containers;

/// <summary>An ID3v2 tag, and whatever stands behind it (id3.org, "ID3 tag version 2.4.0").</summary>
internal sealed class Id3Tag : Container
{
    private const int FooterFlag = 0x10;
    private bool _isRead;
    private Container? _inner;

    public override string Name => _inner?.Name ?? "tagged";

    public override string? MissingAtEnd => _inner is null ? "any audio behind its ID3 tag" : _inner.MissingAtEnd;

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (!_isRead)
        {
            _isRead = true;
            if (head.Length < 10) return Cut(head);
            // Seven bits a byte, so that no size looks like the start of an MPEG frame.
            var size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9];
            return 10L + size + ((head[5] & FooterFlag) != 0 ? 10 : 0);
        }

        _inner ??= ContainerKinds.Of(head);
        var bytes = _inner?.BlockBytes(head);
        Frames = _inner?.Frames;
        return bytes;
    }
}
