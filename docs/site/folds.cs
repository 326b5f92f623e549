// Draws which speakers each fold of a run tests: dotnet run folds.cs -- SPLIT.json OUT.svg
using System.Text;
using System.Text.Json.Nodes;

const int Cell = 88, Row = 40, Left = 76, Top = 64;
var files = JsonNode.Parse(File.ReadAllText(args[0]))!["files"]!.AsArray();
var speakers = files.GroupBy(f => (string)f!["speaker"]!).OrderBy(g => g.Key, StringComparer.Ordinal)
    .Select(g => (Name: g.Key, Parts: g.First()!["parts"]!.AsArray())).ToArray();
var folds = speakers[0].Parts.Count;
var (width, height) = (Left + (Cell * speakers.Length) + 12, Top + (Row * folds) + 12);
var svg = new StringBuilder($"""
    <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
    <title>Folds over whole speakers</title>
    <style>text{"{"}font:13px system-ui,'Segoe UI',Roboto,Arial,sans-serif;fill:#222;text-anchor:middle{"}"}.in{"{"}fill:#fff{"}"}</style>
    <rect width="100%" height="100%" fill="#fff"/>
    <text x="{Left + (Cell * speakers.Length / 2)}" y="22" style="font-weight:600">speakers</text>

    """);
for (var s = 0; s < speakers.Length; s++)
{
    svg.Append($"<text x=\"{Left + (Cell * s) + (Cell / 2)}\" y=\"50\">{speakers[s].Name}</text>\n");
    for (var f = 0; f < folds; f++)
    {
        var tested = (string)speakers[s].Parts[f]! == "test";
        var (x, y) = (Left + (Cell * s), Top + (Row * f));
        var fill = tested ? "#b45309" : "#2563a8";
        svg.Append($"<rect x=\"{x + 2}\" y=\"{y + 2}\" width=\"{Cell - 4}\" height=\"{Row - 4}\" fill=\"{fill}\"/>");
        svg.Append($"<text class=\"in\" x=\"{x + (Cell / 2)}\" y=\"{y + 24}\">{(tested ? "test" : "train")}</text>\n");
    }
}

for (var f = 0; f < folds; f++) svg.Append($"<text x=\"{Left / 2}\" y=\"{Top + (Row * f) + 24}\">fold {f + 1}</text>\n");
File.WriteAllText(args[1], svg.Append("</svg>\n").ToString());
