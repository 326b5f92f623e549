using Undertone.Recognition.Evaluation;

namespace Undertone.Cli.Texts;

/// <summary>A robustness table as text.</summary>
internal static class RobustnessText
{
    public static void Write(TextWriter output, RobustnessTable table)
    {
        output.WriteLine($"robustness: {table.Describe()}");
        List<string[]> rows = [["condition", "UAR", "kept", "no speech", "uncertain"]];
        rows.AddRange(table.Rows.Where(r => r.Missing is null).Select(r => new[]
        {
            r.Title,
            Score(r.Uar),
            Share(r.Kept),
            Share(r.NoSpeech),
            Share(r.Uncertain),
        }));
        TextTable.Write(output, rows);
        foreach (var row in table.Rows.Where(r => r.Missing is not null)) output.WriteLine($"not tried: {row.Title}: {row.Missing}");
        output.WriteLine("kept: the same emotion as clean. An utterance without an answer counts as wrong in UAR.");
    }

    private static string Score(double? value) => value is { } v ? FormattableString.Invariant($"{v:0.000}") : "-";

    private static string Share(double? value) => value is { } v ? FormattableString.Invariant($"{100 * v:0.0} %") : "-";
}
