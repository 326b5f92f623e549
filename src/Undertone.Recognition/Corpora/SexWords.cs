namespace Undertone.Recognition.Corpora;

/// <summary>The words by which tables tell the sex of a speaker.</summary>
internal static class SexWords
{
    /// <summary>"female" or "male"; null for any other word.</summary>
    public static string? Of(string word) => TryParse(word, out var sex) ? sex : null;

    /// <summary>Reads a word in any case.</summary>
    /// <param name="word">The word, such as <c>F</c> or <c>Female</c>.</param>
    /// <param name="sex">"female" or "male"; null where it is not said, or another.</param>
    /// <returns>Whether the word is understood.</returns>
    public static bool TryParse(string word, out string? sex)
    {
        var plain = word.ToLowerInvariant();
        sex = plain switch
        {
            "f" or "female" or "woman" => "female",
            "m" or "male" or "man" => "male",
            _ => null,
        };
        return sex is not null || plain is "" or "unknown" or "other";
    }
}
