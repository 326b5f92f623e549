using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Learning.State;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>
/// A model in one file: a ZIP of <c>manifest.json</c>, <c>weights.safetensors</c> and <c>card.md</c>. Nothing in it is executed; version,
/// sizes and SHA-256 of every entry are checked before anything is used. The same model gives the same bytes.
/// </summary>
/// <param name="Manifest">What the model says of itself.</param>
/// <param name="Weights">
/// Its arrays, in order; behind them those of the encoder that it carries, under names that begin with <c>encoder.</c>.
/// </param>
/// <param name="Card">Its model card, Markdown.</param>
public sealed record ModelBundle(ModelManifest Manifest, IReadOnlyList<StateTensor> Weights, string Card)
{
    private const string OfEncoder = "encoder.";
    private const string ManifestEntry = "manifest.json";
    private const string WeightsEntry = "weights.safetensors";
    private const string CardEntry = "card.md";
    private const long MostManifestBytes = 64L << 20;
    private const long MostWeightBytes = 2000L << 20;

    // ZIP stores a time for each entry; a fixed one keeps the bytes the same.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The arrays of the model itself.</summary>
    public IReadOnlyList<StateTensor> ModelWeights =>
        Manifest.Encoder is null ? Weights : [.. Weights.Where(w => !w.Name.StartsWith(OfEncoder, StringComparison.Ordinal))];

    /// <summary>The arrays of the encoder that it carries, under their own names.</summary>
    public IReadOnlyList<StateTensor> EncoderWeights =>
    [
        .. Weights.Where(w => w.Name.StartsWith(OfEncoder, StringComparison.Ordinal))
            .Select(w => w with { Name = w.Name[OfEncoder.Length..] }),
    ];

    /// <summary>The arrays of a model and of the encoder that it needs, as a bundle keeps them.</summary>
    internal static IReadOnlyList<StateTensor> Join(IReadOnlyList<StateTensor> model, IReadOnlyList<StateTensor> encoder) =>
        [.. model, .. encoder.Select(w => w with { Name = OfEncoder + w.Name })];

    /// <summary>Writes the bundle under a temporary name and renames it.</summary>
    /// <param name="path">Where to; an older file is replaced.</param>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>Writes the bundle.</summary>
    /// <param name="stream">Where to; left open.</param>
    public void Save(Stream stream)
    {
        var weights = new MemoryStream();
        Safetensors.Write(weights, Weights);
        var entries = new Dictionary<string, byte[]> { [WeightsEntry] = weights.ToArray(), [CardEntry] = Encoding.UTF8.GetBytes(Card) };
        var manifest = Manifest.ToJson();
        manifest["entries"] = new JsonObject(entries.Select(e => KeyValuePair.Create<string, JsonNode?>(
            e.Key, new JsonObject { ["bytes"] = e.Value.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(e.Value)) })));

        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, ManifestEntry, Encoding.UTF8.GetBytes(manifest.ToJsonString(JsonText.Indented)));
        foreach (var (name, bytes) in entries) Add(zip, name, bytes);
    }

    /// <summary>Reads and checks a bundle.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is damaged, foreign or of another version.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ModelBundle Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Reads and checks a bundle.</summary>
    /// <param name="stream">A seekable stream.</param>
    /// <param name="name">What the file is called in errors.</param>
    /// <exception cref="ModelFormatException">It is damaged, foreign or of another version.</exception>
    public static ModelBundle Load(Stream stream, string name)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Load(zip, name);
        }
        catch (TensorFormatException e)
        {
            throw new ModelFormatException(name, e.Fault, e);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(name, "it is no ZIP file, or its directory does not fit its content.", e);
        }
        catch (FormatException e)
        {
            throw Damaged(name, $"{ManifestEntry}: {e.Message}", e);
        }
    }

    private static ModelFormatException Damaged(string name, string fault, Exception e) =>
        new(name, $"this is not an Undertone model, or it is damaged: {fault} Copy it again from where it was trained.", e);

    private static ModelBundle Load(ZipArchive zip, string name)
    {
        var names = zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal).ToArray();
        if (!names.Contains(ManifestEntry))
            throw new ModelFormatException(name, "this ZIP holds no manifest.json, so it is not an Undertone model.");
        var json = SavedJson.Parse(Read(zip, name, ManifestEntry, MostManifestBytes));
        var version = json.WholeNumber("formatVersion");
        if (version is < ModelManifest.OldestFormatVersion or > ModelManifest.CurrentFormatVersion)
        {
            throw new ModelFormatException(
                name,
                $"it has format version {version} and this program reads versions {ModelManifest.OldestFormatVersion} to "
                + $"{ModelManifest.CurrentFormatVersion}; "
                + "use the version of Undertone that wrote it, or train it again.");
        }

        if (!names.SequenceEqual([CardEntry, ManifestEntry, WeightsEntry]))
        {
            throw new ModelFormatException(
                name, $"a model holds {CardEntry}, {ManifestEntry} and {WeightsEntry}, and this file holds {string.Join(", ", names)}.");
        }

        var weights = Verified(zip, name, WeightsEntry, json, MostWeightBytes);
        var card = Encoding.UTF8.GetString(Verified(zip, name, CardEntry, json, MostManifestBytes));
        return new ModelBundle(ModelManifest.FromJson(json), Safetensors.Read(name, weights), card);
    }

    private static byte[] Verified(ZipArchive zip, string file, string entry, SavedJson manifest, long most)
    {
        var declared = manifest.Object("entries").Object(entry);
        var bytes = Read(zip, file, entry, most);
        if (bytes.Length != declared.Count("bytes") || Convert.ToHexStringLower(SHA256.HashData(bytes)) != declared.Text("sha256"))
        {
            throw new ModelFormatException(
                file,
                $"{entry} does not have the SHA-256 that the manifest gives: the file is damaged. Copy it again from where it was " +
                "trained.");
        }

        return bytes;
    }

    /// <summary>Reads at most the bytes that the directory claims, growing with what really comes.</summary>
    private static byte[] Read(ZipArchive zip, string file, string name, long most)
    {
        var entry = zip.GetEntry(name)!;
        if (entry.Length > most) throw new ModelFormatException(file, $"{name} claims {entry.Length} bytes; at most {most} are read.");
        using var stream = entry.Open();
        var bytes = new MemoryStream((int)Math.Min(entry.Length, 1 << 20));
        var block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > entry.Length) throw new ModelFormatException(file, $"{name} is longer than the directory of the ZIP says.");
        }

        // .NET's ZIP reader does not compare the checksum, and the manifest has no hash of its own.
        if (Crc32.HashToUInt32(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) != entry.Crc32)
        {
            throw new ModelFormatException(
                file,
                $"{name} does not have the checksum that the ZIP gives: the file is damaged. Copy it again from where it was trained.");
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
