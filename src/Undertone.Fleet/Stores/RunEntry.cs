using System.Text.Json;
using Undertone.Recognition.Experiments;

namespace Undertone.Fleet.Stores;

/// <summary>A finished run to be kept.</summary>
public sealed record RunEntry
{
    // What an evaluation of very many speakers takes is far below.
    private const long MostBytes = 64 << 20;

    /// <summary>The name of its folder; at most 256 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is of.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The recipes: one, or of a comparison all.</summary>
    public required IReadOnlyList<string> Recipes { get; init; }

    /// <summary>How the model was tested.</summary>
    public required string Protocol { get; init; }

    /// <summary>The unweighted average recall, of a comparison the highest; null where nothing was tested.</summary>
    public double? Uar { get; init; }

    /// <summary>The full path of its folder; at most 4096 characters.</summary>
    public required string Path { get; init; }

    /// <summary>The scores as <c>evaluation.json</c> has them; null where there is no such file, as of a comparison.</summary>
    public JsonElement? Evaluation { get; init; }

    /// <summary>Reads a finished run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="StoreException">It is no run folder, the run is not finished, or its scores cannot be read.</exception>
    public static RunEntry Of(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var run = RunSummary.TryRead(folder) ?? throw Refuse($"{folder}: this is no run folder. Name one that 'undertone train' made.");
        if (!run.Finished) throw Refuse($"{folder}: this run is not finished. End it with 'undertone train --resume {folder}'.");
        return new RunEntry
        {
            Name = run.Name,
            Kind = run.Kind,
            Recipes = run.Recipes,
            Protocol = run.Protocol,
            Uar = run.Uar,
            Path = run.Folder,
            Evaluation = Scores(System.IO.Path.Combine(run.Folder, "evaluation.json")),
        };
    }

    /// <summary>Reads what <c>undertone runs show RUN --json</c> prints.</summary>
    /// <param name="json">The JSON, UTF-8.</param>
    /// <exception cref="StoreException">It is no such JSON, or the run is not finished.</exception>
    public static RunEntry Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return KeptJson.Read(json, run =>
            {
                var path = run.Text("folder");
                if (!run.Flag("finished")) throw Refuse($"{path}: this run is not finished. Keep it when it is.");
                return new RunEntry
                {
                    Name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path)),
                    Kind = KeptEntries.Kind(run.Text("kind")),
                    Recipes = run.Texts("recipes"),
                    Protocol = run.TextOrNone("protocol") ?? "",
                    Uar = run.ShareOrNone("uar"),
                    Path = path,
                    Evaluation = run.ObjectOrNone("evaluation"),
                };
            });
        }
        catch (DamagedEntryException e)
        {
            throw new StoreException(
                StoreFault.Input, $"This is no run ({e.Message}). Send what 'undertone runs show RUN --json' prints.", e);
        }
    }

    private static JsonElement? Scores(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            if (new FileInfo(file).Length > MostBytes) throw Refuse($"{file}: this file is too large to be the scores of a run.");
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw Damaged(file);
        }
        catch (JsonException)
        {
            throw Damaged(file);
        }
    }

    private static StoreException Damaged(string file) => Refuse($"{file}: this file is damaged. Evaluate the model of the run anew.");

    private static StoreException Refuse(string message) => new(StoreFault.Input, message);
}
