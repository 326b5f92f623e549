using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments.Units;

/// <summary>A command's work as units, with all that decides its bytes; the content of <c>plan.json</c>.</summary>
public sealed record UnitPlan
{
    private const int Format = 1;

    /// <summary>The words of the command, as given.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The full path of the folder that relative paths of the command start from.</summary>
    public required string Directory { get; init; }

    /// <summary>How many files a unit takes, at least 1, where the command's work is one of files; else null.</summary>
    public int? ShardFiles { get; init; }

    /// <summary>The version that made the plan and works on it.</summary>
    public string Version { get; init; } = PackageVersion.Text;

    /// <summary>The vector unit that all units are computed on; one of <see cref="VectorUnits"/>.</summary>
    public string VectorUnit { get; init; } = VectorUnits.Here;

    /// <summary>What every unit depends on.</summary>
    public required IReadOnlyList<WorkInput> Shared { get; init; }

    /// <summary>The audio.</summary>
    public required IReadOnlyList<WorkInput> Files { get; init; }

    /// <summary>The units, in the order of their numbers.</summary>
    public required IReadOnlyList<PlannedUnit> Units { get; init; }

    /// <summary>The plan of divided work. All of its inputs are read for their digests.</summary>
    /// <param name="command">The words of the command.</param>
    /// <param name="work">The work.</param>
    public static UnitPlan Of(IReadOnlyList<string> command, DividedWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new UnitPlan
        {
            Command = command,
            Directory = Environment.CurrentDirectory,
            ShardFiles = work.ShardFiles,
            Shared = work.Shared,
            Files = work.Files,
            Units = [.. work.Units.Select((u, i) => new PlannedUnit(i + 1, u.Name, u.FirstFile, u.FileCount, u.Leaves))],
        };
    }

    /// <summary>Refuses a machine or program whose bytes would not be those of the plan.</summary>
    /// <param name="path">The plan's folder, for the message.</param>
    /// <exception cref="InvalidDataException">The version or the vector unit is another one.</exception>
    public void CheckProgram(string path)
    {
        if (Version != PackageVersion.Text)
        {
            throw new InvalidDataException(
                $"{path}: this plan was made by Undertone {Version} and this is {PackageVersion.Text}; use that version or plan anew.");
        }

        if (VectorUnit == VectorUnits.Here) return;
        throw new InvalidDataException(
            $"{path}: this plan is for the vector unit {VectorUnit} and this process has {VectorUnits.Here}, which may round differently. "
            + (VectorUnit == VectorUnits.Avx2 && VectorUnits.Here == VectorUnits.Avx512
                ? "Set DOTNET_EnableAVX512=0 in the environment to take the narrower one."
                : $"Work on a machine with {VectorUnit}, or plan anew on the narrowest of the machines (DOTNET_EnableAVX512=0 in the "
                + "environment of plan and units makes AVX-512 work as AVX2)."));
    }

    /// <summary>Refuses work that is no longer what was planned.</summary>
    /// <param name="path">The plan's folder, for the message.</param>
    /// <param name="work">What the command divides into now.</param>
    /// <exception cref="InvalidDataException">The message names what has changed.</exception>
    public void CheckShared(string path, DividedWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Check(path, Shared, work.Shared, 0, Shared.Count);
        var units = work.Units.Select(u => (u.Name, u.FirstFile, u.FileCount));
        if (units.SequenceEqual(Units.Select(u => (u.Name, u.FirstFile, u.FileCount)))) return;
        var (before, now) = (Names(Files), Names(work.Files));
        if (before.Except(now).FirstOrDefault() is { } gone) throw Changed(path, gone, "is gone");
        if (now.Except(before).FirstOrDefault() is { } added) throw Changed(path, added, "is new");
        throw new InvalidDataException($"{path}: the command no longer divides into the units of this plan; plan anew.");
    }

    /// <summary>Refuses a unit whose files are no longer what was planned; they are read for their digests.</summary>
    /// <param name="path">The plan's folder, for the message.</param>
    /// <param name="work">What the command divides into now.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="InvalidDataException">The message names the file that has changed.</exception>
    public void CheckFiles(string path, DividedWork work, PlannedUnit unit)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(unit);
        Check(path, Files, work.Files, unit.FirstFile, unit.FileCount);
    }

    internal JsonObject ToJson() => new()
    {
        ["format"] = Format,
        ["packageVersion"] = Version,
        ["vectorUnit"] = VectorUnit,
        ["directory"] = Directory,
        ["command"] = Words(Command),
        ["shardFiles"] = ShardFiles,
        ["shared"] = new JsonArray([.. Shared.Select(s => (JsonNode)ToJson(s))]),
        ["files"] = new JsonArray([.. Files.Select(f => (JsonNode)ToJson(f))]),
        ["units"] = new JsonArray([.. Units.Select(u => (JsonNode)new JsonObject
        {
            ["number"] = u.Number,
            ["name"] = u.Name,
            ["files"] = new JsonArray(u.FirstFile, u.FileCount),
            ["leaves"] = Words(u.Leaves),
        })]),
    };

    /// <exception cref="DamagedJsonException">A value is missing, of another kind or impossible.</exception>
    internal static UnitPlan FromJson(SavedJson json)
    {
        json.WholeNumber("format", Format, Format);
        WorkInput[] files = [.. json.Objects("files").Select(Input)];
        PlannedUnit[] units = [.. json.Objects("units").Select((u, i) => Unit(u, i + 1, files.Length))];
        if (units.Length == 0) throw new DamagedJsonException("units", "there is none");
        if (json.Texts("command").Count == 0) throw new DamagedJsonException("command", "it is empty");
        return new UnitPlan
        {
            Version = json.Text("packageVersion"),
            VectorUnit = json.Text("vectorUnit"),
            Directory = json.Text("directory"),
            Command = json.Texts("command"),
            ShardFiles = json.Has("shardFiles") ? json.WholeNumber("shardFiles", 1) : null,
            Shared = [.. json.Objects("shared").Select(Input)],
            Files = files,
            Units = units,
        };
    }

    private static PlannedUnit Unit(SavedJson json, int number, int files)
    {
        json.WholeNumber("number", number, number);
        if (json.WholeNumbers("files") is not [var first and >= 0, var count and >= 0] || first > files - count)
        {
            throw new DamagedJsonException(
                json.Place + ".files", string.Create(CultureInfo.InvariantCulture, $"expected a range of the {files} files"));
        }

        return new PlannedUnit(number, json.Text("name"), first, count, json.Texts("leaves"));
    }

    private static JsonObject ToJson(WorkInput input)
    {
        var json = new JsonObject { ["name"] = input.Name, ["digest"] = input.Digest };
        if (input.Texts.Count > 0) json["texts"] = Words(input.Texts);
        return json;
    }

    private static WorkInput Input(SavedJson json)
    {
        var digest = json.Text("digest");
        if (!digest.All(char.IsAsciiHexDigit)) throw new DamagedJsonException(json.Place + ".digest", "expected hexadecimal digits");
        var input = WorkInput.Known(json.Text("name"), digest);
        return json.TextsOrNone("texts") is { } texts ? input.With(texts) : input;
    }

    private static JsonArray Words(IReadOnlyList<string> words) => new([.. words.Select(w => (JsonNode)JsonValue.Create(w))]);

    private static IEnumerable<string> Names(IReadOnlyList<WorkInput> inputs) => inputs.Select(i => i.Name);

    private static void Check(
        string path, IReadOnlyList<WorkInput> planned, IReadOnlyList<WorkInput> now, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            if (i >= now.Count || planned[i].Name != now[i].Name) throw Changed(path, planned[i].Name, "is gone");
            if (planned[i].Digest != now[i].Digest) throw Changed(path, planned[i].Name, "has changed");
        }
    }

    private static InvalidDataException Changed(string path, string name, string what) =>
        new($"{path}: {name} {what} since this was planned. Put it back as it was, or plan anew.");
}
