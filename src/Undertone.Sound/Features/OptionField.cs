using System.Globalization;

namespace Undertone.Sound.Features;

/// <summary>One option of a record as text.</summary>
internal sealed record OptionField<T>(string Name, Func<T, string> Get, Func<T, string, T> With);

/// <summary>Options between text and record.</summary>
internal static class OptionText
{
    public const string None = "none";

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(double? value) => value is { } v ? Of(v) : None;

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(int? value) => value is { } v ? Of(v) : None;

    public static string Of(bool value) => value ? "true" : "false";

    public static int Integer(string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        throw new FormatException("a whole number");
    }

    public static int? IntegerOrNone(string text) => IsNone(text) ? null : Integer(text);

    public static double Number(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        throw new FormatException("a number with a decimal point");
    }

    public static double? NumberOrNone(string text) => IsNone(text) ? null : Number(text);

    public static bool Truth(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1" ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) || text == "0" ? false
        : throw new FormatException("true or false");

    /// <summary>One of a few words.</summary>
    public static T Word<T>(string text, params ReadOnlySpan<(string Word, T Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        var known = new List<string>();
        foreach (var (word, _) in words) known.Add(word);
        throw new FormatException(string.Join(", ", known));
    }

    private static bool IsNone(string text) => text.Equals(None, StringComparison.OrdinalIgnoreCase) || text.Length == 0;
}
