using Undertone.Recognition.Corpora.Layouts;

namespace Undertone.Parquet;

/// <summary>Lets data sets lie in Parquet files wherever corpora are read.</summary>
public static class ParquetData
{
    /// <summary>
    /// Makes Parquet known to everything that reads data in this process: data sets of Hugging Face with their audio inside, their
    /// metadata, and tables of audformat databases. The <c>undertone</c> command that runs on .NET has called it.
    /// </summary>
    // A lambda: Parquet.Net itself is loaded when the first file is opened.
    public static void Register() => ParquetFiles.Opener = file => ParquetNetFile.Open(file);
}
