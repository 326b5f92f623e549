namespace Undertone.Recognition.Files;

/// <summary>The words of an enumeration in files and on the command line: its names in lower case.</summary>
internal static class EnumWords
{
    /// <summary>All words, in the order of the values.</summary>
    public static IReadOnlyList<string> Of<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Word)];

    /// <summary>The word of a value.</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The value of a word, or null where no value has it.</summary>
    public static T? Parse<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.Word() == word) return value;
        }

        return null;
    }
}
