using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Undertone.Recognition.Files;

/// <summary>
/// Reads text files that people bring: UTF-8, UTF-16 with its mark, or Windows-1252, as Excel saves CSV in western Europe and America. Text
/// that is
/// UTF-8 in one place and not in another is damaged and refused, since no reading of it is right.
/// </summary>
internal static class EncodedText
{
    private const int LargestBytes = 256 << 20;

    // What Windows-1252 has where ISO 8859-1 has control characters; \0 where it has nothing.
    private const string Western = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    /// <summary>Reads a file.</summary>
    /// <returns>The text without a byte order mark, and what a person should know of how it was read, or null.</returns>
    /// <exception cref="TableException">The file cannot be opened, is too large or is no text.</exception>
    public static (string Text, string? Note) Read(string path)
    {
        var bytes = ReadBytes(path);
        var (text, note) = Decode(path, bytes);
        var zero = text.IndexOf('\0', StringComparison.Ordinal);
        if (zero < 0) return (text, note);
        throw new TableException(path, LineAt(text.AsSpan(0, zero)),
            "the text holds a NUL character, so it is damaged or UTF-16 without its mark: save it as UTF-8.");
    }

    /// <summary>The number, from 1, of the line on which a text ends. A line ends at LF, CR LF, or CR.</summary>
    public static int LineAt(ReadOnlySpan<char> text)
    {
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) line++;
        }

        return line;
    }

    private static byte[] ReadBytes(string path)
    {
        var kind = FileKinds.Of(path);
        if (kind is not FileKind.Regular and not FileKind.Missing && !FileKinds.IsOpenDescriptor(path))
            throw new TableException(path, null, kind.Fault()!);
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.CanSeek && stream.Length > LargestBytes)
                throw new TableException(path, null,
                    $"the file is larger than {LargestBytes >> 20} MB, which no list of audio files is: divide it.");
            using var content = new MemoryStream();
            var block = new byte[1 << 16];
            for (var count = stream.Read(block); count > 0; count = stream.Read(block))
            {
                if (content.Length + count > LargestBytes)
                    throw new TableException(path, null, $"the file is larger than {LargestBytes >> 20} MB: divide it.");
                content.Write(block, 0, count);
            }

            return content.ToArray();
        }
        catch (UnauthorizedAccessException)
        {
            throw new TableException(path, null, "you have no permission to read this file.");
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new TableException(path, null, "the file cannot be read: copy it again, or see whether its drive is well.");
        }
    }

    private static (string Text, string? Note) Decode(string path, byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Utf16(path, bytes, bigEndian: false), null);
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Utf16(path, bytes, bigEndian: true), null);
        var marked = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
        var body = bytes.AsSpan(marked ? 3 : 0);
        if (Utf8.IsValid(body)) return (Encoding.UTF8.GetString(body), null);
        var (wrong, hasUtf8) = Inspect(body);
        var undefined = body.IndexOfAny((ReadOnlySpan<byte>)[0x81, 0x8D, 0x8F, 0x90, 0x9D]);
        if (!marked && !hasUtf8 && undefined < 0)
            return (FromWestern(body),
                "the text is not UTF-8 and was read as Windows-1252; if letters are wrong, save it as \"CSV UTF-8\".");
        var at = marked || hasUtf8 ? wrong : undefined;
        var place = at + (bytes.Length - body.Length) + 1;
        throw new TableException(path, LineAt(Encoding.Latin1.GetString(body[..at])), string.Create(CultureInfo.InvariantCulture,
            $"the byte 0x{body[at]:X2} (byte {place} of the file) is neither UTF-8 nor Windows-1252: save the file as UTF-8."));
    }

    // Where the first byte is that UTF-8 does not have, and whether letters beyond ASCII stand there as UTF-8 has them.
    private static (int Wrong, bool HasUtf8) Inspect(ReadOnlySpan<byte> bytes)
    {
        var (wrong, hasUtf8) = (-1, false);
        for (var at = 0; at < bytes.Length;)
        {
            var isValid = Rune.DecodeFromUtf8(bytes[at..], out _, out var count) == System.Buffers.OperationStatus.Done;
            if (!isValid && wrong < 0) wrong = at;
            hasUtf8 |= isValid && count > 1;
            at += Math.Max(1, count);
        }

        return (wrong, hasUtf8);
    }

    private static string FromWestern(ReadOnlySpan<byte> bytes) => string.Create(bytes.Length, bytes, (text, from) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = from[i] is >= 0x80 and < 0xA0 ? Western[from[i] - 0x80] : (char)from[i];
    });

    private static string Utf16(string path, byte[] bytes, bool bigEndian)
    {
        var text = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetString(bytes.AsSpan(2, (bytes.Length - 2) & ~1));
        var wrong = bytes.Length % 2 == 1 ? text.Length : text.IndexOf('\uFFFD', StringComparison.Ordinal);
        if (wrong < 0) return text;
        throw new TableException(path, LineAt(text.AsSpan(0, wrong)), "the text is damaged UTF-16: save the file as UTF-8.");
    }
}
