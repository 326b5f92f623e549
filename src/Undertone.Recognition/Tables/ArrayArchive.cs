using System.IO.Compression;
using System.Text;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tables;

/// <summary>Named arrays in one file, as NumPy's <c>savez</c> writes them; equal arrays give equal bytes.</summary>
public sealed class ArrayArchive : IDisposable
{
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _zip;

    /// <summary>Begins an archive.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public ArrayArchive(Stream stream) => _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds a feature in librosa's orientation, [bands, frames].</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="matrix">The feature.</param>
    public void Add(string name, FeatureMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var stream = Open(name);
        matrix.SaveNpy(stream);
    }

    /// <summary>Adds numbers, [rows, columns] in 32-bit floats.</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="rows">The rows, of equal length.</param>
    /// <param name="columns">The length of a row.</param>
    public void Add(string name, IReadOnlyList<float[]> rows, int columns)
    {
        using var stream = Open(name);
        Write(stream, rows, columns);
    }

    /// <summary>Adds texts, [n] in NumPy's Unicode type.</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="texts">The texts.</param>
    public void Add(string name, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var encoded = texts.Select(Encoding.UTF32.GetBytes).ToArray();
        var longest = encoded.Select(e => e.Length / sizeof(int)).Append(1).Max();
        using var stream = Open(name);
        NpyWriter.WriteHeader(stream, FormattableString.Invariant($"<U{longest}"), texts.Count);
        foreach (var text in encoded)
        {
            stream.Write(text);
            stream.Write(new byte[(longest * sizeof(int)) - text.Length]);
        }
    }

    /// <summary>Ends the archive.</summary>
    public void Dispose() => _zip.Dispose();

    /// <summary>Writes numbers as one .npy file, [rows, columns].</summary>
    internal static void Write(Stream stream, IReadOnlyList<float[]> rows, int columns)
    {
        NpyWriter.WriteHeader(stream, "<f4", rows.Count, columns);
        foreach (var row in rows) NpyWriter.WriteValues(stream, row);
    }

    private Stream Open(string name)
    {
        var entry = _zip.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }
}
