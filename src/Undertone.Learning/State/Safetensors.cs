using System.Buffers.Binary;
using System.Text.Json;

namespace Undertone.Learning.State;

/// <summary>
/// Reads and writes the safetensors format: eight bytes of header length, a JSON header of names, types, shapes and offsets, and the
/// little-endian data. Types F32, F64 and I32 are written and read; of files that others wrote, all types of numbers are read. Every number
/// of the header is checked against the bytes that are there.
/// </summary>
public static class Safetensors
{
    private const int MostTensors = 100_000;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes tensors in the order given; the same tensors give the same bytes.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="tensors">Names must differ.</param>
    /// <param name="metadata">What the file says of itself, in this order; null for nothing.</param>
    public static void Write(
        Stream stream, IReadOnlyList<StateTensor> tensors, IReadOnlyList<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.DType);
                json.WriteStartArray("shape");
                foreach (var size in tensor.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // The data starts at a multiple of eight bytes; spaces after the JSON fill the header up.
        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach (var tensor in tensors) stream.Write(tensor.Data);
    }

    /// <summary>Reads all tensors of a file that is in memory.</summary>
    /// <param name="file">What the file is called in errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="TensorFormatException">The header does not describe these bytes.</exception>
    public static IReadOnlyList<StateTensor> Read(string file, ReadOnlyMemory<byte> bytes)
    {
        var read = ReadFile(file, bytes);
        var other = read.Tensors.FirstOrDefault(t => t.DType is not ("F32" or "F64" or "I32"));
        return other is null
            ? read.Tensors
            : throw new TensorFormatException(
                file, $"tensor '{other.Name}' is of type {other.DType}; this program reads F32, F64 and I32.");
    }

    /// <summary>Reads a file that others wrote: tensors of all types of numbers, and what the file says of itself.</summary>
    /// <param name="file">What the file is called in errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="TensorFormatException">The header does not describe these bytes.</exception>
    public static TensorFile ReadFile(string file, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 8) throw new TensorFormatException(file, "the weights end before their header.");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (headerLength > (ulong)(bytes.Length - 8))
            throw new TensorFormatException(
                file, $"the weights claim a header of {headerLength} bytes, and only {bytes.Length - 8} follow.");
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(8, (int)headerLength));
            return ReadAll(file, header.RootElement, bytes[(8 + (int)headerLength)..]);
        }
        catch (JsonException e)
        {
            throw Foreign(file, "it is not JSON", e);
        }
        catch (InvalidOperationException e)
        {
            // All kinds of values are checked; what is left is a text with half a surrogate pair.
            throw Foreign(file, "a text in it is not Unicode", e);
        }
    }

    private static TensorFile ReadAll(string file, JsonElement header, ReadOnlyMemory<byte> data)
    {
        if (header.ValueKind != JsonValueKind.Object) throw Foreign(file, "it is not an object");
        var tensors = new List<StateTensor>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        long end = 0;
        foreach (var entry in header.EnumerateObject())
        {
            if (entry.Name == MetadataKey)
            {
                ReadMetadata(file, entry.Value, metadata);
                continue;
            }

            if (!names.Add(entry.Name)) throw new TensorFormatException(file, $"tensor '{entry.Name}' occurs twice.");
            if (tensors.Count == MostTensors) throw new TensorFormatException(file, $"the weights name more than {MostTensors} tensors.");
            tensors.Add(ReadOne(file, entry, data, ref end));
        }

        if (end != data.Length)
            throw new TensorFormatException(file, $"the weights hold {data.Length} bytes where their header describes {end}.");
        return new TensorFile(tensors, metadata);
    }

    private static void ReadMetadata(string file, JsonElement json, Dictionary<string, string> metadata)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Foreign(file, "its notes are no object");
        foreach (var note in json.EnumerateObject())
        {
            if (note.Value.ValueKind != JsonValueKind.String) throw Foreign(file, $"its note '{note.Name}' is no text");
            if (!metadata.TryAdd(note.Name, note.Value.GetString()!)) throw Foreign(file, $"its note '{note.Name}' stands twice");
        }
    }

    private static StateTensor ReadOne(string file, JsonProperty entry, ReadOnlyMemory<byte> data, ref long end)
    {
        var type = Part(file, entry, "dtype", JsonValueKind.String).GetString()!;
        var width = TensorTypes.WidthOf(type);
        if (width == 0)
            throw new TensorFormatException(file, $"tensor '{entry.Name}' is of type {type}, which this program does not read.");
        long count = 1;
        var shape = new List<int>();
        foreach (var axis in Part(file, entry, "shape", JsonValueKind.Array).EnumerateArray())
        {
            if (axis.ValueKind != JsonValueKind.Number || !axis.TryGetInt32(out var size) || size < 0 || (count *= size) > data.Length
                || shape.Count == 8)
                throw new TensorFormatException(file, $"tensor '{entry.Name}' has a shape that its data cannot fill.");
            shape.Add(size);
        }

        var offsets = Part(file, entry, "data_offsets", JsonValueKind.Array);
        if (offsets.GetArrayLength() != 2 || !TryGetOffset(offsets[0], out var from) || !TryGetOffset(offsets[1], out var to))
            throw Foreign(file, $"tensor '{entry.Name}' does not stand between two offsets");
        if (from != end || to < from || to > data.Length || to - from != count * width)
            throw new TensorFormatException(
                file, $"tensor '{entry.Name}' stands at bytes {from} to {to}, which does not fit its shape or the data.");
        end = to;
        return new StateTensor(entry.Name, type, shape, data.Slice((int)from, (int)(to - from)).ToArray());
    }

    private static bool TryGetOffset(JsonElement element, out long offset)
    {
        offset = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out offset);
    }

    private static JsonElement Part(string file, JsonProperty entry, string key, JsonValueKind kind) =>
        entry.Value.ValueKind == JsonValueKind.Object && entry.Value.TryGetProperty(key, out var part) && part.ValueKind == kind
            ? part
            : throw Foreign(file, $"tensor '{entry.Name}' has no {key}");

    private static TensorFormatException Foreign(string file, string what, Exception? inner = null) =>
        new(file, $"the header of the weights is not what safetensors has: {what}.", inner);
}
