using System.Text.Json.Nodes;

namespace Undertone.Cli.Diagnosis;

/// <summary>What was found as text and JSON.</summary>
internal static class DoctorText
{
    private const int StateColumns = 9;

    /// <summary>Writes a block a group: state, name, what was found and what it is for, and below it what to do.</summary>
    /// <param name="output">Where it is written.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="width">The columns that lines may have.</param>
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings, int width)
    {
        var names = findings.Max(f => f.Name.Length) + 2;
        var margin = new string(' ', StateColumns + names);
        foreach (var f in findings)
        {
            var first = State(f).PadRight(StateColumns) + f.Name.PadRight(names);
            foreach (var line in Wrap($"{f.Found}; {f.Purpose}", width - margin.Length))
            {
                output.WriteLine(first + line);
                first = margin;
            }

            if (f.Remedy is null) continue;
            foreach (var line in Wrap("-> " + f.Remedy, width - margin.Length)) output.WriteLine(margin + line);
        }

        output.WriteLine();
        output.WriteLine(Summary(findings));
    }

    /// <summary>What was found as JSON.</summary>
    public static JsonObject ToJson(IReadOnlyList<Finding> findings) => new()
    {
        ["works"] = Works(findings),
        ["findings"] = new JsonArray([.. findings.Select(f => (JsonNode)new JsonObject
        {
            ["group"] = f.Group,
            ["name"] = f.Name,
            ["state"] = State(f),
            ["found"] = f.Found,
            ["purpose"] = f.Purpose,
            ["remedy"] = f.Remedy,
        })]),
    };

    /// <summary>Whether nothing is broken that the program cannot do without.</summary>
    public static bool Works(IEnumerable<Finding> findings) => findings.All(f => f.State != FindingState.Broken);

    private static string State(Finding finding) => finding.State.ToString().ToLowerInvariant();

    private static string Summary(IReadOnlyList<Finding> findings)
    {
        var broken = findings.Where(f => f.State == FindingState.Broken).Select(f => f.Name).ToArray();
        if (broken.Length > 0) return $"Broken: {string.Join(", ", broken)}.";
        return findings.Any(f => f.State != FindingState.Ok)
            ? "All that is needed works; the rest is missed only where it is used."
            : "Everything works.";
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
