using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Undertone.Recognition.Files;

/// <summary>
/// What was computed of audio, kept in files named by a hash of the audio and of what was computed. Files are written atomically, carry a
/// checksum, and may be deleted at any time: what is missing or damaged is computed again.
/// </summary>
/// <param name="folder">The folder, which is made when the first file is written.</param>
/// <param name="ending">The ending of the files' names, with its dot.</param>
internal sealed class ContentCache(string folder, string ending)
{
    private const int HeaderBytes = 16;

    /// <summary>Number of files and their bytes.</summary>
    public (int Files, long Bytes) Size()
    {
        if (!Directory.Exists(folder)) return (0, 0);
        var files = new DirectoryInfo(folder).GetFiles("*" + ending, SearchOption.AllDirectories);
        return (files.Length, files.Sum(f => f.Length));
    }

    /// <summary>Deletes all files.</summary>
    public void Clear()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>The file of something computed, by this build, of audio that is known by a digest of its bytes.</summary>
    public string PathOf(string what, ReadOnlySpan<byte> audio)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{PackageVersion.OfFeatures}\n{what}"));
        hash.AppendData(audio);
        var name = Convert.ToHexStringLower(hash.GetHashAndReset());
        return Path.Combine(folder, name[..2], name + ending);
    }

    /// <summary>What a file holds; null where it is missing or damaged.</summary>
    public static ReadOnlyMemory<byte>? TryRead(string path, uint magic)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException)
        {
            return null;
        }

        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != magic) return null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)) != Checksum(bytes.AsSpan(HeaderBytes))) return null;
        return bytes.AsMemory(HeaderBytes);
    }

    /// <summary>Writes a file: the magic number, four bytes that are reserved, a checksum of eight, the data.</summary>
    public static void Write(string path, uint magic, ReadOnlySpan<byte> data)
    {
        var bytes = new byte[HeaderBytes + data.Length];
        data.CopyTo(bytes.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Checksum(data));
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static ulong Checksum(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(data));
}
