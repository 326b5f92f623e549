using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>Why there is no answer for a file.</summary>
/// <param name="Code">
/// A word for programs: <c>audio-format</c> (damaged or no audio), <c>not-found</c>, <c>no-audio</c> (a folder without any),
/// <c>unreadable</c>, <c>unusable</c> (audio that the model cannot take), <c>memory</c>, or <c>internal</c> (a fault of this program, not
/// of the file).
/// </param>
/// <param name="Message">A sentence for people that names the file, the fault and the remedy.</param>
public sealed record PredictionError(string Code, string Message)
{
    /// <summary>The <see cref="Code"/> of a fault of this program.</summary>
    public const string Internal = "internal";

    /// <summary>What was thrown, for logs; null where nothing was. It is no part of the JSON.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The sentence for people.</summary>
    public override string ToString() => Message;

    /// <summary>Tells in words why reading a file or answering for it failed.</summary>
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="exception">What was thrown.</param>
    public static PredictionError Of(string file, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(exception);
        var (code, message) = exception switch
        {
            AudioFormatException => ("audio-format", exception.Message),
            InvalidDataException => ("unusable", $"{file}: {exception.Message}"),
            FileNotFoundException or DirectoryNotFoundException => ("not-found", $"{file}: there is no such file."),
            UnauthorizedAccessException when Directory.Exists(file) => ("unreadable", $"{file}: this is a folder; name a file in it."),
            UnauthorizedAccessException => ("unreadable", $"{file}: this program may not read it. Give it the right to read the file."),
            PathTooLongException => ("not-found", $"{file}: no file can have so long a name."),
            IOException => ("unreadable", $"{file}: the system does not give it out now. Try again, or copy it to another disk."),
            OutOfMemoryException => ("memory", $"{file}: there is not enough memory for it. Cut it up, or use fewer threads."),
            _ => (Internal, $"{file}: Undertone itself failed on it ({exception.GetType().Name}). Please report it with the file."),
        };
        return new PredictionError(code, message) { Exception = exception };
    }
}
