using System.Globalization;
using System.Text;

namespace Undertone.Recognition.Files;

/// <summary>
/// Names in one form, so that "ü" as one character (as Windows and most editors write it) meets "ü" as "u" and a mark (as macOS writes it).
/// .NET's own normalization does nothing where globalization is invariant, as it is here.
/// </summary>
/// <remarks>
/// decompositions.txt holds the canonical decompositions of Unicode 14 except those of Hangul, which are computed, and of the CJK
/// compatibility ideographs, which no file system writes. Marks that follow one letter are sorted by their code, which is enough to
/// compare.
/// </remarks>
internal static class NameForm
{
    private const int FirstSyllable = 0xAC00, Syllables = 11172, Vowels = 21, Finals = 28;

    private static readonly Lazy<Dictionary<int, string>> Decompositions = new(ReadDecompositions);

    /// <summary>A text that is equal for two names exactly if they look the same.</summary>
    public static string Key(string name) => Ascii.IsValid(name) ? name : string.Concat(Letters(name));

    /// <summary>The letters of a name, each with the marks that follow it.</summary>
    public static List<string> Letters(string name)
    {
        var letters = new List<string>(name.Length);
        var marks = new List<Rune>();
        foreach (var rune in Decompose(name).EnumerateRunes())
        {
            if (letters.Count > 0 && IsMark(rune))
            {
                marks.Add(rune);
                continue;
            }

            Attach(letters, marks);
            letters.Add(rune.ToString());
        }

        Attach(letters, marks);
        return letters;
    }

    private static void Attach(List<string> letters, List<Rune> marks)
    {
        if (marks.Count == 0) return;
        marks.Sort();
        letters[^1] += string.Concat(marks);
        marks.Clear();
    }

    // The vowels and finals of Hangul belong to the consonant before them.
    private static bool IsMark(Rune rune) => !rune.IsAscii && (rune.Value is >= 0x1160 and <= 0x11FF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark);

    private static string Decompose(string name)
    {
        if (Ascii.IsValid(name)) return name;
        var text = new StringBuilder(name.Length + 8);
        foreach (var rune in name.EnumerateRunes())
        {
            var syllable = rune.Value - FirstSyllable;
            if ((uint)syllable < Syllables)
            {
                text.Append((char)(0x1100 + (syllable / (Vowels * Finals)))).Append((char)(0x1161 + (syllable / Finals % Vowels)));
                if (syllable % Finals > 0) text.Append((char)(0x11A7 + (syllable % Finals)));
            }
            else if (Decompositions.Value.TryGetValue(rune.Value, out var parts)) text.Append(parts);
            else text.Append(rune);
        }

        return text.ToString();
    }

    private static Dictionary<int, string> ReadDecompositions()
    {
        using var reader = new StreamReader(typeof(NameForm).Assembly.GetManifestResourceStream("decompositions.txt")!);
        var found = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            var codes = Array.ConvertAll(line.Split(' '), c => int.Parse(c, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            found.Add(codes[0], string.Concat(codes[1..].Select(c => new Rune(c).ToString())));
        }

        return found;
    }
}
