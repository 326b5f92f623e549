namespace Undertone.Extensions.AI;

/// <summary>The bytes of an audio stream, read once for two who listen.</summary>
/// <param name="Bytes">From the stream's position to its end.</param>
/// <param name="Forward">
/// What the inner client reads: the stream itself, put back to where it stood, so that a file keeps its name; where it cannot be put back,
/// a stream over the bytes.
/// </param>
internal sealed record AudioBytes(ArraySegment<byte> Bytes, Stream Forward)
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="InvalidDataException">It holds more than the limit.</exception>
    public static async Task<AudioBytes> ReadAsync(Stream audio, long maxBytes, CancellationToken cancellationToken)
    {
        var start = audio.CanSeek ? audio.Position : 0;
        var expected = audio.CanSeek ? Math.Max(0, audio.Length - start) : 0;
        RequireAtMost(maxBytes, expected);
        using var kept = new MemoryStream((int)expected);
        var block = new byte[BlockBytes];
        while (await audio.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            RequireAtMost(maxBytes, kept.Length + count);
            kept.Write(block, 0, count);
        }

        ArraySegment<byte> bytes = new(kept.GetBuffer(), 0, (int)kept.Length);
        if (audio.CanSeek) audio.Position = start;
        return new AudioBytes(bytes, audio.CanSeek ? audio : Open(bytes));
    }

    /// <summary>A stream over the bytes, at the first of them.</summary>
    public Stream Open() => Open(Bytes);

    private static MemoryStream Open(ArraySegment<byte> bytes) => new(bytes.Array!, bytes.Offset, bytes.Count, writable: false);

    private static void RequireAtMost(long maxBytes, long bytes)
    {
        if (bytes <= maxBytes) return;
        throw new InvalidDataException(FormattableString.Invariant(
            $"The audio holds more than {maxBytes} bytes. ")
            + $"Raise {nameof(EmotionOptions)}.{nameof(EmotionOptions.MaxBytes)}, or cut it up.");
    }
}
