using System.Globalization;
using Parquet;
using Parquet.Schema;
using Undertone.Recognition.Corpora.Layouts;
using Undertone.Recognition.Files;

namespace Undertone.Parquet;

/// <summary>A file that Parquet.Net reads. What is damaged is told as such, whatever the library throws for it.</summary>
internal sealed class ParquetNetFile : IParquetFile
{
    private const int MostRows = 10_000_000;

    private readonly string _file;
    private readonly ParquetReader _reader;
    private readonly Dictionary<string, DataField> _fields;

    private ParquetNetFile(string file, ParquetReader reader)
    {
        (_file, _reader) = (file, reader);
        _fields = reader.Schema.DataFields.Where(f => f.MaxRepetitionLevel == 0)
            .ToDictionary(f => string.Join('/', f.Path.ToList()), StringComparer.Ordinal);
        TextColumns = [.. _fields.Where(f => IsText(f.Value)).Select(f => f.Key)];
        ByteColumns = [.. _fields.Where(f => f.Value.ClrType == typeof(ReadOnlyMemory<byte>)).Select(f => f.Key)];
        for (var group = 0; group < RowGroups; group++) _ = RowsOf(group);
    }

    public IReadOnlyDictionary<string, string> Metadata => _reader.CustomMetadata;

    public IReadOnlyList<string> TextColumns { get; }

    public IReadOnlyList<string> ByteColumns { get; }

    public int RowGroups => _reader.RowGroupCount;

    /// <summary>Opens a file.</summary>
    /// <exception cref="TableException">It is no Parquet, or damaged.</exception>
    public static IParquetFile Open(string file) =>
        Whole(file, () => new ParquetNetFile(file, ParquetReader.CreateAsync(file).GetAwaiter().GetResult()));

    public int RowsOf(int group)
    {
        using var rows = _reader.OpenRowGroupReader(group);
        return rows.RowCount is >= 0 and <= MostRows
            ? (int)rows.RowCount
            : throw new TableException(_file, null, "a row group claims more rows than a data set has: download the file again.");
    }

    public string?[] ReadText(int group, string column) => Whole(_file, () =>
    {
        var field = _fields[column];
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Byte => Numbers<byte>(group, field),
            TypeCode.SByte => Numbers<sbyte>(group, field),
            TypeCode.Int16 => Numbers<short>(group, field),
            TypeCode.UInt16 => Numbers<ushort>(group, field),
            TypeCode.Int32 => Numbers<int>(group, field),
            TypeCode.UInt32 => Numbers<uint>(group, field),
            TypeCode.Int64 => Numbers<long>(group, field),
            TypeCode.UInt64 => Numbers<ulong>(group, field),
            TypeCode.Single => Numbers<float>(group, field),
            TypeCode.Double => Numbers<double>(group, field),
            TypeCode.Boolean => Numbers<bool>(group, field),
            _ => Read<ReadOnlyMemory<char>, string>(group, field, text => text.ToString()),
        };
    });

    public byte[]?[] ReadBytes(int group, string column) =>
        Whole(_file, () => Read<ReadOnlyMemory<byte>, byte[]>(group, _fields[column], bytes => bytes.ToArray()));

    public void Dispose() => _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static bool IsText(DataField field) => field.ClrType == typeof(ReadOnlyMemory<char>)
        || field.ClrType == typeof(bool) || (field.ClrType.IsPrimitive && field.ClrType != typeof(char));

    private string?[] Numbers<T>(int group, DataField field)
        where T : struct =>
        Read<T, string>(group, field, number => Convert.ToString(number, CultureInfo.InvariantCulture)!);

    // Raw: where a value is missing in a group that is there, the library's own arrays of nullable values leave it out and shift the rest.
    private TValue?[] Read<T, TValue>(int group, DataField field, Func<T, TValue> convert)
        where T : struct
        where TValue : class
    {
        var rows = RowsOf(group);
        var (raw, levels, values) = (new T[rows], new int[rows], new TValue?[rows]);
        using var reader = _reader.OpenRowGroupReader(group);
        var most = field.MaxDefinitionLevel;
        var taken = most == 0 ? default(Memory<int>?) : levels.AsMemory();
        reader.ReadRawAsync<T>(field, raw, taken, null, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        for (var (row, next) = (0, 0); row < rows; row++)
        {
            if (levels[row] == most) values[row] = convert(raw[next++]);
        }

        return values;
    }

    /// <summary>Does what needs a whole file.</summary>
    private static T Whole<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnauthorizedAccessException)
        {
            throw new TableException(file, null, "you have no permission to read this file.");
        }
        catch (Exception e) when (e is not TableException)
        {
            throw new TableException(file, null, $"the Parquet cannot be read ({e.GetType().Name}): download the file again.");
        }
    }
}
