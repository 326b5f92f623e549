using System.Globalization;
using System.Security.Cryptography;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// The audio in the rows of a Parquet file as files: written once into a folder of the cache that is named by the file's hash, one row
/// group in memory at a time. The folder has its name when all is there.
/// </summary>
internal static class EmbeddedAudio
{
    private const int LongestName = 60;

    /// <summary>Writes what is not there yet.</summary>
    /// <param name="parquet">The open file.</param>
    /// <param name="file">Its path.</param>
    /// <param name="bytes">The column of the audio's bytes.</param>
    /// <param name="names">The column of the audio's names; null where there is none.</param>
    /// <param name="into">The folder for all such audio.</param>
    /// <returns>The file of each row by its number, from 1; rows without bytes have none.</returns>
    /// <exception cref="TableException">There is no room or no right to write.</exception>
    public static Dictionary<int, string> Extract(IParquetFile parquet, string file, string bytes, string? names, string into)
    {
        string hash;
        using (var stream = File.OpenRead(file)) hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        var folder = Path.Combine(into, $"{Plain(Path.GetFileNameWithoutExtension(file))}-{hash[..16]}");
        try
        {
            if (!Directory.Exists(folder)) Write(parquet, bytes, names, folder);
        }
        catch (Exception e) when (e is IOException and not TableException or UnauthorizedAccessException)
        {
            throw new TableException(file, null, $"its audio cannot be written to {into}: make room there, or name another folder for "
                + "caches ($XDG_CACHE_HOME, --cache).");
        }

        return Directory.GetFiles(folder).ToDictionary(f => Row(Path.GetFileName(f)));
    }

    private static int Row(string name) => int.Parse(name.AsSpan(0, name.AsSpan().IndexOfAny('-', '.')), CultureInfo.InvariantCulture);

    private static void Write(IParquetFile parquet, string bytes, string? names, string folder)
    {
        var temporary = $"{folder}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            for (var (group, row) = (0, 0); group < parquet.RowGroups; group++)
            {
                var (audio, named) = (parquet.ReadBytes(group, bytes), names is null ? [] : parquet.ReadText(group, names));
                for (var i = 0; i < audio.Length; i++)
                {
                    row++;
                    if (audio[i] is not { } content) continue;
                    var name = named.Length > i ? named[i] ?? "" : "";
                    File.WriteAllBytes(Path.Combine(temporary, NameOf(row, name, content)), content);
                }
            }

            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was quicker, with the same bytes.
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private static string NameOf(int row, string name, ReadOnlySpan<byte> content)
    {
        var plain = name.Replace('\\', '/');
        var stem = Plain(Path.GetFileNameWithoutExtension(plain));
        var ending = AudioEndings.IsAudioOrVideo(plain) ? Path.GetExtension(plain).ToLowerInvariant() : EndingOf(content);
        return row.ToString("D6", CultureInfo.InvariantCulture) + (stem.Length > 0 ? "-" + stem : "") + ending;
    }

    private static string EndingOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("fLaC"u8) ? ".flac"
        : content.StartsWith("OggS"u8) ? ".ogg"
        : content.StartsWith("ID3"u8) || (content.Length > 1 && content[0] == 0xFF && content[1] >= 0xE0) ? ".mp3"
        : ".wav";

    /// <summary>A name that every file system takes.</summary>
    private static string Plain(string name) => string.Concat(
        name.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
}
