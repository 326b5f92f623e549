using System.Buffers.Binary;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>
/// What models see of audio files, kept in files named by a hash of the audio, the feature options, the package version and the vector
/// unit; and beside it what decoding told of compressed files, and audio that tables hold, as files. Files are written atomically, carry a
/// checksum (but for audio), and may be deleted at any time: what is missing or damaged is computed again.
/// </summary>
public sealed class FeatureCache
{
    private const uint Magic = 0x31465455; // "UTF1"

    private readonly ContentCache _features;

    /// <summary>Uses a folder, which is made when the first file is written.</summary>
    /// <param name="folder">The cache folder, such as <see cref="CacheFolder.Default"/>.</param>
    public FeatureCache(string folder)
    {
        _features = new ContentCache(Path.Combine(folder, "features"), ".features");
        Audio = new ContentCache(Path.Combine(folder, "audio"), ".audio");
        Extracted = UserCache.Extracted(folder);
    }

    /// <summary>What decoding told of compressed files.</summary>
    internal ContentCache Audio { get; }

    /// <summary>The folder for audio that lies in tables and is needed as files.</summary>
    internal string Extracted { get; }

    /// <summary>Number of files and their bytes.</summary>
    public (int Files, long Bytes) Size()
    {
        var (features, audio) = (_features.Size(), Audio.Size());
        var extracted = Directory.Exists(Extracted)
            ? new DirectoryInfo(Extracted).GetFiles("*", SearchOption.AllDirectories)
            : [];
        return (features.Files + audio.Files + extracted.Length, features.Bytes + audio.Bytes + extracted.Sum(f => f.Length));
    }

    /// <summary>Deletes all files.</summary>
    public void Clear()
    {
        _features.Clear();
        Audio.Clear();
        if (Directory.Exists(Extracted)) Directory.Delete(Extracted, recursive: true);
    }

    /// <summary>
    /// The file of what a recipe's model sees of audio that is known by a digest of its bytes, or in a part of it, or in an altered copy.
    /// </summary>
    internal string PathOf(ReadOnlySpan<byte> audio, Recipe recipe, string span = "", string copy = "") =>
        _features.PathOf($"{VectorUnits.Here}\n{FeaturePipeline.Signature(recipe)}\n{Line(span)}{Line(copy)}", audio);

    private static string Line(string text) => text.Length == 0 ? "" : text + "\n";

    internal static float[]? TryRead(string path)
    {
        if (ContentCache.TryRead(path, Magic) is not { } data || data.Length % 4 != 0) return null;
        var values = new float[data.Length / 4];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(data.Span[(4 * i)..]);
        return values;
    }

    internal static void Write(string path, float[] values)
    {
        var data = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), values[i]);
        ContentCache.Write(path, Magic, data);
    }
}
