namespace Undertone.Learning.State;

/// <summary>
/// The tensors of a file that others wrote: safetensors, or a PyTorch checkpoint of the ZIP layout or the older one. Nothing in it is run;
/// what is no array of numbers is passed over or refused by its name.
/// </summary>
/// <param name="Tensors">The arrays in the order of the file; those of nested dictionaries under names joined by dots.</param>
/// <param name="Metadata">What a safetensors file says of itself; empty for checkpoints.</param>
public sealed record TensorFile(IReadOnlyList<StateTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Reads a file, whose format is told by its first bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TensorFormatException">It is damaged, of no format that is known, or wants to run code.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TensorFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(path, stream);
    }

    /// <summary>Reads a file, whose format is told by its first bytes.</summary>
    /// <param name="file">What the file is called in errors.</param>
    /// <param name="stream">The whole file, seekable; left open.</param>
    /// <exception cref="TensorFormatException">It is damaged, of no format that is known, or wants to run code.</exception>
    public static TensorFile Read(string file, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(stream);
        // Two bytes would not do: the length of a safetensors header may begin with the same.
        Span<byte> first = stackalloc byte[4];
        var read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return first[..read] switch
        {
            [(byte)'P', (byte)'K', 3, 4] => new(ZipCheckpoint.Read(file, stream), new Dictionary<string, string>()),
            [0x80, _, 0x8a, 10] => new(LegacyCheckpoint.Read(file, stream), new Dictionary<string, string>()),
            _ => Safetensors.ReadFile(file, ReadAll(file, stream)),
        };
    }

    private static byte[] ReadAll(string file, Stream stream)
    {
        if (stream.Length > Array.MaxLength)
            throw new TensorFormatException(file, $"it holds {stream.Length} bytes; files of up to {Array.MaxLength} are read.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
