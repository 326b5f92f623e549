using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// Opens Parquet files where something can: their reader is an assembly of its own (Undertone.Parquet), which the native program does not
/// carry.
/// </summary>
internal static class ParquetFiles
{
    /// <summary>What opens a file; null where nothing does. It throws <see cref="InvalidDataException"/> for what is no Parquet.</summary>
    public static Func<string, IParquetFile>? Opener { get; set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="TableException">The file is damaged, or this program does not read Parquet.</exception>
    public static IParquetFile Open(string file)
    {
        if (Opener is not { } opener)
        {
            throw new TableException(file, null, "this program reads no Parquet: take the one that runs on .NET (dotnet tool or dotnet "
                + "publish), or the package Undertone.Parquet; or write the audio as files, with a metadata.csv beside them.");
        }

        return opener(file);
    }
}
