using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>
/// What models see of audio files, kept in files named by a hash of the audio, the feature options and the package version.
/// Files are written atomically, carry a checksum, and may be deleted at any time: what is missing or damaged is computed again.
/// </summary>
public sealed class FeatureCache
{
    private const int HeaderBytes = 16;
    private const uint Magic = 0x31465455; // "UTF1"

    private readonly string _folder;

    /// <summary>Uses a folder, which is made when the first file is written.</summary>
    /// <param name="folder">The cache folder, such as <see cref="CacheFolder.Default"/>.</param>
    public FeatureCache(string folder) => _folder = Path.Combine(folder, "features");

    /// <summary>Number of files and their bytes.</summary>
    public (int Files, long Bytes) Size()
    {
        if (!Directory.Exists(_folder)) return (0, 0);
        var files = new DirectoryInfo(_folder).GetFiles("*.features", SearchOption.AllDirectories);
        return (files.Length, files.Sum(f => f.Length));
    }

    /// <summary>Deletes all files.</summary>
    public void Clear()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The file of what a recipe's model sees of audio that is known by a digest of its bytes, or in a part of it.</summary>
    internal string PathOf(ReadOnlySpan<byte> audio, Recipe recipe, string span = "")
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{PackageVersion.OfFeatures}\n{FeaturePipeline.Signature(recipe)}\n{(span.Length == 0 ? "" : span + "\n")}"));
        hash.AppendData(audio);
        var name = Convert.ToHexStringLower(hash.GetHashAndReset());
        return Path.Combine(_folder, name[..2], name + ".features");
    }

    internal static float[]? TryRead(string path)
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

        if (bytes.Length < HeaderBytes || bytes.Length % 4 != 0 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic) return null;
        var data = bytes.AsSpan(HeaderBytes);
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)) != Checksum(data)) return null;
        var values = new float[data.Length / 4];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..]);
        return values;
    }

    internal static void Write(string path, float[] values)
    {
        var bytes = new byte[HeaderBytes + (4 * values.Length)];
        var data = bytes.AsSpan(HeaderBytes);
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(data[(4 * i)..], values[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Checksum(data));
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static ulong Checksum(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(data));
}
