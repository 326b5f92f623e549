using System.Globalization;

namespace Undertone.Sound.Features.Engine;

/// <summary>Options between text and record.</summary>
internal static class OptionText
{
    public const string None = "none";

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(double? value) => value is { } v ? Of(v) : None;

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(int? value) => value is { } v ? Of(v) : None;

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>The first word of a value.</summary>
    public static string Of<T>(T value, (string Word, T Value)[] words)
        where T : struct, Enum => Array.Find(words, w => w.Value.Equals(value)).Word;

    public static int Integer(OptionValue value)
    {
        if (value.CanBe(OptionSource.Number)
            && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        throw new FormatException("a whole number");
    }

    public static int? IntegerOrNone(OptionValue value) => IsNone(value) ? null : Integer(value);

    public static double Number(OptionValue value)
    {
        if (value.CanBe(OptionSource.Number)
            && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        throw new FormatException("a number with a decimal point");
    }

    public static double? NumberOrNone(OptionValue value) => IsNone(value) ? null : Number(value);

    public static bool Truth(OptionValue value) =>
        value.CanBe(OptionSource.Truth) && (value.Is("true") || value.Text == "1") ? true
        : value.CanBe(OptionSource.Truth) && (value.Is("false") || value.Text == "0") ? false
        : throw new FormatException("true or false");

    /// <summary>One of a few words; a word that is a number is written as one in JSON.</summary>
    public static T Word<T>(OptionValue value, params ReadOnlySpan<(string Word, T Value)> words)
    {
        foreach (var (word, meaning) in words)
        {
            if (value.Is(word) && value.CanBe(char.IsAsciiDigit(word[0]) ? OptionSource.Number : OptionSource.Word)) return meaning;
        }

        var known = new List<string>();
        foreach (var (word, _) in words) known.Add(word);
        throw new FormatException(string.Join(", ", known));
    }

    private static bool IsNone(OptionValue value) =>
        value.CanBe(OptionSource.Word) && (value.Is(None) || (value.Source == OptionSource.CommandLine && value.Text.Length == 0));
}
