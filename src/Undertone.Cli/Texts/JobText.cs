using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Texts;

/// <summary>How far the units of a plan are, as text and as JSON.</summary>
internal static class JobText
{
    /// <summary>A row a unit, and the counts.</summary>
    public static void Write(TextWriter output, PlanFolder folder)
    {
        var states = folder.States();
        var width = states.Max(s => s.Unit.Name.Length);
        var digits = states.Count.ToString(CultureInfo.InvariantCulture).Length;
        foreach (var status in states)
        {
            var number = status.Unit.Number.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
            var log = status.Log is { } file ? $" ({file})" : "";
            var why = status.State == UnitState.Failed ? $"  {status.Failure}{log}" : "";
            output.WriteLine($"{number}  {status.Unit.Name.PadRight(width)}  {Word(status.State)}{why}");
        }

        output.WriteLine(string.Join(", ", Counts(states).Select(c => FormattableString.Invariant($"{c.Count} {Word(c.State)}"))));
    }

    /// <summary>The plan, its units and the counts.</summary>
    public static JsonObject ToJson(PlanFolder folder)
    {
        var states = folder.States();
        var json = new JsonObject
        {
            ["plan"] = folder.FullPath,
            ["command"] = new JsonArray([.. folder.Plan.Command.Select(w => (JsonNode)JsonValue.Create(w))]),
            ["vectorUnit"] = folder.Plan.VectorUnit,
        };
        foreach (var (state, count) in Counts(states)) json[Word(state)] = count;
        json["units"] = new JsonArray([.. states.Select(s => (JsonNode)new JsonObject
        {
            ["number"] = s.Unit.Number,
            ["name"] = s.Unit.Name,
            ["state"] = Word(s.State),
            ["log"] = s.Log,
            ["failure"] = s.Failure,
        })]);
        return json;
    }

    private static IEnumerable<(UnitState State, int Count)> Counts(IReadOnlyList<UnitStatus> states) =>
        ((UnitState[])[UnitState.Whole, UnitState.Missing, UnitState.Failed]).Select(s => (s, states.Count(u => u.State == s)));

    private static string Word(UnitState state) => state switch
    {
        UnitState.Whole => "whole",
        UnitState.Failed => "failed",
        _ => "missing",
    };
}
