using System.Globalization;
using System.Text;

namespace Undertone.Recognition.Inference.Voices;

/// <summary>What a voice may be called: what every file system takes as the name of a file, and nothing that leads elsewhere.</summary>
public static class VoiceName
{
    private const int Longest = 64;
    private const string Marks = " -_.'@+()";

    // Windows gives these names to devices, with any ending.
    private static readonly string[] Devices =
    [
        "con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" }),
    ];

    /// <summary>What is wrong with a name, as a clause; null where nothing is.</summary>
    /// <param name="name">The name.</param>
    public static string? Fault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > Longest) return $"a name has 1 to {Longest} characters";
        if (!IsText(name) || !name.EnumerateRunes().All(IsAllowed)) return $"a name is made of letters, digits, spaces and {Marks[1..]}";
        if (" .-".Contains(name[0]) || " .".Contains(name[^1]))
            return "a name begins with no space, dot or hyphen and ends with no space or dot";
        return Devices.Contains(name.Split('.')[0].TrimEnd().ToLowerInvariant()) ? "Windows keeps this name for a device" : null;
    }

    private static bool IsText(string name) => name.Select((c, i) => !char.IsSurrogate(c)
        || (char.IsHighSurrogate(c) ? i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]) : i > 0 && char.IsHighSurrogate(name[i - 1])))
        .All(whole => whole);

    private static bool IsAllowed(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || (rune.IsAscii && Marks.Contains((char)rune.Value));
}
