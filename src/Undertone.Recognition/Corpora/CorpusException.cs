namespace Undertone.Recognition.Corpora;

/// <summary>The data cannot be used as it lies there: the message says which file, what is wrong with it and what to do.</summary>
public sealed class CorpusException : IOException
{
    /// <summary>Creates the exception.</summary>
    public CorpusException()
        : this("", "The corpus cannot be read.") { }

    /// <summary>Creates the exception with a message that names no file.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public CorpusException(string message)
        : this("", message) { }

    /// <summary>Creates the exception with a cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public CorpusException(string message, Exception innerException)
        : base(message, innerException) => File = "";

    /// <summary>Creates the exception.</summary>
    /// <param name="file">The file or folder at fault.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="line">The line of the file at fault, from 1.</param>
    public CorpusException(string file, string message, int? line = null)
        : base(file.Length == 0 ? message : line is { } number ? $"{file}:{number}: {message}" : $"{file}: {message}")
    {
        File = file;
        Line = line;
    }

    /// <summary>The file or folder at fault; empty where there is none.</summary>
    public string File { get; }

    /// <summary>The line at fault, from 1; null where the fault is not in one line.</summary>
    public int? Line { get; }
}
