using System.Text.Json.Nodes;

namespace Undertone.Recognition.Files;

/// <summary>JSON files of this program's own: written atomically, and read back with a check of every value.</summary>
internal static class JsonFile
{
    /// <summary>Writes an object; a crash leaves the old file or the new one.</summary>
    public static void Write(string path, JsonObject json) => AtomicFile.WriteText(path, TextOf(json));

    /// <summary>What <see cref="Write"/> writes.</summary>
    public static string TextOf(JsonObject json) => json.ToJsonString(JsonText.Indented) + "\n";

    /// <summary>Reads an object.</summary>
    /// <exception cref="DamagedJsonException">The file is no JSON object.</exception>
    public static SavedJson Read(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        return SavedJson.Parse(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
    }

    /// <summary>Reads a part of a file, or null where there is no such file or it is damaged: for what can be computed again.</summary>
    public static T? TryRead<T>(string path, Func<SavedJson, T?> read)
        where T : class
    {
        if (!File.Exists(path)) return null;
        try
        {
            return read(Read(path));
        }
        catch (Exception e) when (e is DamagedJsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
