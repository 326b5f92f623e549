namespace Undertone.Recognition.Files;

/// <summary>
/// A pattern for one name: <c>*</c> is any text, <c>?</c> one letter, <c>[a-c1]</c> one letter of those, <c>[!a-c]</c> one other. Case and
/// the form of accented letters do not matter.
/// </summary>
internal sealed class NamePattern
{
    private readonly List<string> _parts;

    /// <summary>Reads a pattern; every text is one.</summary>
    public NamePattern(string pattern) => _parts = Parts(NameForm.Letters(pattern.ToLowerInvariant()));

    /// <summary>Whether a text has a character that means something in a pattern.</summary>
    public static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>Whether the pattern is for this name.</summary>
    public bool Matches(string name)
    {
        var letters = NameForm.Letters(name.ToLowerInvariant());
        var (at, part, star, resume) = (0, 0, -1, 0);
        while (at < letters.Count)
        {
            if (part < _parts.Count && _parts[part] == "*") (star, resume) = (part++, at);
            else if (part < _parts.Count && MatchesOne(_parts[part], letters[at])) (part, at) = (part + 1, at + 1);
            else if (star >= 0) (part, at) = (star + 1, ++resume);
            else return false;
        }

        while (part < _parts.Count && _parts[part] == "*") part++;
        return part == _parts.Count;
    }

    // A part is a letter, "?", "*", or a class in its brackets; a bracket that nothing closes is a letter.
    private static List<string> Parts(List<string> letters)
    {
        var parts = new List<string>();
        for (var i = 0; i < letters.Count; i++)
        {
            var end = letters[i] == "[" ? EndOfClass(letters, i) : i;
            parts.Add(end > i ? "[" + string.Join('\0', letters[(i + 1)..end]) : letters[i] == "[" ? "[[" : letters[i]);
            i = Math.Max(i, end);
        }

        return parts;
    }

    private static int EndOfClass(List<string> letters, int start)
    {
        var first = start + 1 < letters.Count && letters[start + 1] is "!" or "^" ? start + 2 : start + 1;
        return first + 1 <= letters.Count ? letters.FindIndex(Math.Min(first + 1, letters.Count), l => l == "]") : -1;
    }

    private static bool MatchesOne(string part, string letter)
    {
        if (part == "?") return true;
        if (part.Length < 2 || part[0] != '[') return part == letter;
        var members = part[1..].Split('\0');
        var negated = members.Length > 1 && members[0] is "!" or "^";
        var found = false;
        for (var i = negated ? 1 : 0; i < members.Length; i++)
        {
            var isRange = i + 2 < members.Length && members[i + 1] == "-";
            found |= isRange
                ? string.CompareOrdinal(members[i], letter) <= 0 && string.CompareOrdinal(letter, members[i + 2]) <= 0
                : members[i] == letter;
            if (isRange) i += 2;
        }

        return found != negated;
    }
}
