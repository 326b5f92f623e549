using System.Globalization;

namespace Undertone.Sound.Audio;

/// <summary>The audio itself is at fault: damaged, cut short, lying about its size, of no
/// known format, or holding NaN or infinite samples.</summary>
/// <remarks>The message names the file, the fault, the byte at which it shows (where one can be named) and what to do about it. A file
/// that is missing or may not be read raises the usual <see cref="FileNotFoundException"/> or
/// <see cref="UnauthorizedAccessException"/> instead.</remarks>
public sealed class AudioFormatException : IOException
{
    internal AudioFormatException(string file, long? offset, string fault, string remedy, Exception? inner = null)
        : base(Describe(file, offset, fault, remedy), inner)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The path of the file, or the name that the caller gave the stream.</summary>
    public string File { get; }

    /// <summary>The byte, counted from the start of the file, at which the fault
    /// shows; null where it concerns the file as a whole.</summary>
    public long? Offset { get; }

    private static string Describe(string file, long? offset, string fault, string remedy)
    {
        var place = offset is { } at ? string.Create(CultureInfo.InvariantCulture, $" (at byte {at})") : "";
        return $"{file}: {fault}{place}. {remedy}";
    }
}
