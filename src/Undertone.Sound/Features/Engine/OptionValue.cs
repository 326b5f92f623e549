using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Sound.Features.Engine;

/// <summary>The value of an option as text, and what it was written as: JSON has types, a command line has none.</summary>
internal readonly record struct OptionValue(string Text, OptionSource Source)
{
    public static OptionValue Of(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => new(node.GetValue<string>(), OptionSource.Word),
        JsonValueKind.True => new("true", OptionSource.Truth),
        JsonValueKind.False => new("false", OptionSource.Truth),
        JsonValueKind.Number => new(OptionText.Of(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)), OptionSource.Number),
        _ => throw new FormatException("a number, a text, true or false"),
    };

    public bool CanBe(OptionSource source) => Source == OptionSource.CommandLine || Source == source;

    public bool Is(string word) =>
        word.Equals(Text, Source == OptionSource.CommandLine ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public override string ToString() => Source == OptionSource.Word ? $"\"{Text}\"" : Text;
}
