using System.Globalization;

namespace Undertone.Recognition.Files;

/// <summary>Counts files that were passed over, by the ending of their names.</summary>
internal sealed class PassedOver
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    public void Add(string name)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        _counts[ending] = _counts.GetValueOrDefault(ending) + 1;
    }

    /// <summary>"3 files passed over: .txt 2, .pdf 1", the most frequent first; null where there were none.</summary>
    public string? Text()
    {
        if (_counts.Count == 0) return null;
        var total = _counts.Values.Sum();
        var endings = _counts.OrderByDescending(c => c.Value).Select(c => string.Create(CultureInfo.InvariantCulture,
            $"{(c.Key.Length == 0 ? "without ending" : c.Key)} {c.Value}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{total} {(total == 1 ? "file" : "files")} passed over: {string.Join(", ", endings)}");
    }
}
