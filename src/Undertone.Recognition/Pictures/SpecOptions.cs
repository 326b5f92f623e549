using System.Globalization;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Pictures;

/// <summary>The options of a feature as text, under librosa's names, read from the feature's canonical form.</summary>
internal sealed class SpecOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public SpecOptions(FeatureSpec spec)
    {
        var text = spec.ToString();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return;
        foreach (var option in text[(open + 1)..^1].Split(','))
        {
            var at = option.IndexOf('=', StringComparison.Ordinal);
            if (at > 0) _values[option[..at]] = option[(at + 1)..];
        }
    }

    /// <summary>An option's text, or the default where the feature keeps it.</summary>
    public string Text(string name, string byDefault) => _values.GetValueOrDefault(name, byDefault);

    /// <summary>An option's number, or the default where the feature keeps it or says none.</summary>
    public double Number(string name, double byDefault) =>
        double.TryParse(_values.GetValueOrDefault(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : byDefault;
}
