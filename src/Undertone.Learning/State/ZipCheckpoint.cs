using System.IO.Compression;

namespace Undertone.Learning.State;

/// <summary>
/// The layout of PyTorch 1.6 and later: a ZIP of NAME/data.pkl, which describes the tensors, and NAME/data/KEY with the bytes of each
/// storage.
/// </summary>
internal static class ZipCheckpoint
{
    private const string Pickle = "/data.pkl";
    private const long MostPickleBytes = 256 << 20;

    /// <summary>The tensors in order.</summary>
    public static IReadOnlyList<StateTensor> Read(string file, Stream stream)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Read(file, zip, stream.Length);
        }
        catch (InvalidDataException e)
        {
            throw new TensorFormatException(file, "it is no whole ZIP file. Copy it again from its source.", e);
        }
    }

    private static IReadOnlyList<StateTensor> Read(string file, ZipArchive zip, long fileBytes)
    {
        var pickles = zip.Entries.Where(e => e.FullName.EndsWith(Pickle, StringComparison.Ordinal)).ToArray();
        if (pickles is not [var pickle])
            throw new TensorFormatException(file, "it is a ZIP file and no PyTorch checkpoint: there is not one data.pkl in it.");
        var folder = pickle.FullName[..^Pickle.Length];
        if (zip.GetEntry(folder + "/byteorder") is { } order && Text(file, order) != "little")
            throw new TensorFormatException(file, "its numbers are in big-endian order. Save it on a little-endian machine.");
        using var bytes = new MemoryStream(ReadAll(file, pickle, MostPickleBytes));
        var root = new PickleMachine(file, new PickleStream(file, bytes)).Run();
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        return new StateDictionary(file, fileBytes, Storage).Flatten(root);

        byte[] Storage(PickleStorage storage)
        {
            if (!read.TryGetValue(storage.Key, out var data))
            {
                var entry = zip.GetEntry($"{folder}/data/{storage.Key}")
                    ?? throw new TensorFormatException(file, $"storage '{storage.Key}' is missing. Copy the file again from its source.");
                read.Add(storage.Key, data = ReadAll(file, entry, Array.MaxLength));
            }

            return data.Length == (Int128)storage.Count * TensorTypes.WidthOf(storage.Type)
                ? data
                : throw new TensorFormatException(
                    file, $"storage '{storage.Key}' has {data.Length} bytes, which are not its {storage.Count} numbers.");
        }
    }

    private static string Text(string file, ZipArchiveEntry entry) => System.Text.Encoding.ASCII.GetString(ReadAll(file, entry, 64));

    /// <summary>The bytes of an entry, which PyTorch stores as they are: so they are never more than those of the file.</summary>
    private static byte[] ReadAll(string file, ZipArchiveEntry entry, long most)
    {
        if (entry.Length > most)
            throw new TensorFormatException(file, $"{entry.Name} claims {entry.Length} bytes; at most {most} are read.");
        if (entry.CompressedLength != entry.Length)
            throw new TensorFormatException(file, $"{entry.Name} is compressed, and PyTorch compresses nothing.");
        using var stream = entry.Open();
        using var bytes = new MemoryStream((int)Math.Min(entry.Length, 1 << 20));
        stream.CopyTo(bytes);
        return bytes.Length == entry.Length
            ? bytes.ToArray()
            : throw new TensorFormatException(
                file, $"{entry.Name} ends before its {entry.Length} bytes. Copy the file again from its source.");
    }
}
