using System.Globalization;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Cli.Texts;

/// <summary>Voices as a table.</summary>
internal static class VoiceText
{
    public static void Write(TextWriter output, IEnumerable<Voice> voices)
    {
        List<string[]> rows = [["voice", "model", "clips", "seconds", "spread", "of"]];
        rows.AddRange(voices.Select(v => new[]
        {
            v.Name,
            v.Model,
            v.Clips.ToString(CultureInfo.InvariantCulture),
            FormattableString.Invariant($"{v.Seconds:0.0}"),
            FormattableString.Invariant($"{v.Spread:0.00}"),
            v.Neutral ? "neutral clips" : "any emotions",
        }));
        TextTable.Write(output, rows);
    }
}
