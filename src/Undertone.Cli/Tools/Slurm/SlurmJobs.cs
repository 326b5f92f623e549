using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Tools.Slurm;

/// <summary>The jobs that a plan was submitted as; the content of <c>slurm/jobs.json</c>.</summary>
/// <param name="Array">The number of the array; null where no task was left.</param>
/// <param name="Merge">The number of the merge; null while it is not submitted.</param>
/// <param name="UnitsPerTask">How many units a task does.</param>
internal sealed record SlurmJobs(string? Array, string? Merge, int UnitsPerTask)
{
    /// <summary>The jobs of a plan; null where it was not submitted.</summary>
    /// <exception cref="BadInputException">The file is damaged.</exception>
    public static SlurmJobs? Read(SlurmFiles files)
    {
        if (!File.Exists(files.Jobs)) return null;
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(files.Jobs)) as JsonObject;
            if (json is not null && json["unitsPerTask"] is JsonValue units && units.TryGetValue<int>(out var count) && count > 0)
                return new SlurmJobs(Number(json["array"]), Number(json["merge"]), count);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // Told below.
        }

        throw new BadInputException($"{files.Jobs}: this file is damaged. Delete it, and look with 'squeue --me' whether jobs of it run.");
    }

    /// <summary>Keeps them.</summary>
    public void Write(SlurmFiles files) => AtomicFile.WriteText(
        files.Jobs,
        new JsonObject { ["array"] = Array, ["merge"] = Merge, ["unitsPerTask"] = UnitsPerTask }.ToJsonString(JsonOutput.Indented) + "\n");

    private static string? Number(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length > 0 && text.All(char.IsAsciiDigit) => text,
        _ => throw new FormatException("expected digits"),
    };
}
