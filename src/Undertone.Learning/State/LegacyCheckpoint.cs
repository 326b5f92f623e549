using System.Buffers.Binary;
using System.Numerics;

namespace Undertone.Learning.State;

/// <summary>
/// The layout of PyTorch before 1.6: pickles of a magic number, a version, the machine, the tensors and the keys of the storages, and then
/// the storages one after the other, each with its length in front.
/// </summary>
internal static class LegacyCheckpoint
{
    private const long Version = 1001;
    private static readonly BigInteger Magic = new([0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);

    /// <summary>The tensors in order.</summary>
    public static IReadOnlyList<StateTensor> Read(string file, Stream stream)
    {
        if (!Magic.Equals(Next(file, stream)) || Next(file, stream) is not Version)
            throw new TensorFormatException(file, "it is a pickle and no PyTorch checkpoint.");
        if (Next(file, stream) is not PickleDictionary machine || machine.Items.Any(i => i is { Key: "little_endian", Value: false }))
            throw new TensorFormatException(file, "its numbers are not in little-endian order. Save it on a little-endian machine.");
        var tensors = Machine(file, stream);
        var root = tensors.Run();
        if (Next(file, stream) is not List<object?> keys)
            throw new TensorFormatException(file, "it does not tell the order of its storages.");
        var parts = Locate(file, stream, keys, tensors.Storages);
        return new StateDictionary(file, stream.Length, Storage).Flatten(root);

        byte[] Storage(PickleStorage storage) => parts.TryGetValue(storage, out var data)
            ? data
            : throw new TensorFormatException(file, $"storage '{storage.Key}' is missing. Copy the file again from its source.");
    }

    private static PickleMachine Machine(string file, Stream stream) => new(file, new PickleStream(file, stream));

    private static object? Next(string file, Stream stream) => Machine(file, stream).Run();

    private static Dictionary<PickleStorage, byte[]> Locate(
        string file, Stream stream, List<object?> keys, IReadOnlyDictionary<string, PickleStorage> storages)
    {
        var parts = new Dictionary<PickleStorage, byte[]>();
        Span<byte> length = stackalloc byte[8];
        foreach (var key in keys)
        {
            if (key is not string name || !storages.TryGetValue(name, out var storage))
                throw new TensorFormatException(file, "it lists a storage that no tensor has.");
            if (stream.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8) throw Short(file);
            if (BinaryPrimitives.ReadInt64LittleEndian(length) != storage.Count)
                throw new TensorFormatException(file, $"storage '{name}' is not of the {storage.Count} numbers that its tensors tell.");
            var bytes = (Int128)storage.Count * TensorTypes.WidthOf(storage.Type);
            if (bytes > stream.Length - stream.Position) throw Short(file);
            if (bytes > Array.MaxLength)
                throw new TensorFormatException(file, $"storage '{name}' has {bytes} bytes; at most {Array.MaxLength} are read.");
            var data = new byte[(int)bytes];
            stream.ReadExactly(data);
            if (!parts.TryAdd(storage, data)) throw new TensorFormatException(file, $"storage '{name}' is listed twice.");
        }

        return parts;
    }

    private static TensorFormatException Short(string file) =>
        new(file, "it ends in the midst of its numbers. Copy it again from its source.");
}
