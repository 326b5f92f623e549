namespace Undertone.Sound.Audio.Containers;

/// <summary>What a container claims about its own length, block by block, so that a file
/// that ends too soon can be told from a whole one.</summary>
/// <remarks>Nothing is decoded here; content that is not understood is left to the decoder without a word.</remarks>
internal abstract class Container
{
    /// <summary>As much of a block as any container needs to tell how long the block is.</summary>
    public const int HeadBytes = 320;

    /// <summary>What errors call the container.</summary>
    public abstract string Name { get; }

    /// <summary>Frames that decoding has to give at least; null where the header does not tell.</summary>
    public long? Frames { get; protected set; }

    /// <summary>What is missing where the input ends after a block; null where nothing is.</summary>
    public virtual string? MissingAtEnd => null;

    /// <summary>The bytes of a block, its head included; null where no more can be told. Called for one block after another.</summary>
    /// <param name="head">The first <see cref="HeadBytes"/> bytes from the block on;
    /// fewer, and at least one, at the end of the input.</param>
    public abstract long? BlockBytes(ReadOnlySpan<byte> head);

    /// <summary>Whether bytes are letters, as in the names of chunks, rather than something else behind the last of them.</summary>
    protected static bool IsName(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0;

    /// <summary>The size of a block whose head the input does not hold to its end.</summary>
    protected static long Cut(ReadOnlySpan<byte> head) => head.Length + 1L;
}
