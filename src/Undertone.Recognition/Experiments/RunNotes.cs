using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments;

/// <summary>What a person wrote of a run: <c>notes.json</c> in its folder. It changes no result.</summary>
/// <param name="Tags">Words to find the run by, in the order of the alphabet, each once.</param>
/// <param name="Text">A note; empty for none.</param>
public sealed record RunNotes(IReadOnlyList<string> Tags, string Text)
{
    private const string FileName = "notes.json";

    /// <summary>No tags and no note.</summary>
    public static RunNotes None { get; } = new([], "");

    /// <summary>What was written of a run; nothing where the folder has no such file.</summary>
    /// <param name="run">The run folder.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static RunNotes Load(string run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var file = Path.Combine(run, FileName);
        if (!File.Exists(file)) return None;
        try
        {
            var json = JsonFile.Read(file);
            return new RunNotes(json.Texts("tags"), json.Text("note"));
        }
        catch (DamagedJsonException e)
        {
            throw new InvalidDataException($"{file}: this file is damaged ({e.Message}). Delete it and write the notes anew.", e);
        }
    }

    /// <summary>Writes the file in one step: a crash leaves the old one or the new one.</summary>
    /// <param name="run">The run folder.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string run)
    {
        ArgumentNullException.ThrowIfNull(run);
        JsonFile.Write(Path.Combine(run, FileName), ToJson());
    }

    /// <summary>The notes with tags more and less.</summary>
    /// <param name="added">Tags to add.</param>
    /// <param name="removed">Tags to take away.</param>
    public RunNotes With(IEnumerable<string> added, IEnumerable<string> removed) =>
        this with { Tags = [.. Tags.Concat(added).Except(removed).Distinct().Order(StringComparer.Ordinal)] };

    internal JsonObject ToJson() =>
        new() { ["tags"] = new JsonArray([.. Tags.Select(t => (JsonNode)JsonValue.Create(t))]), ["note"] = Text };
}
