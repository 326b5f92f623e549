using System.Globalization;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Selection;

/// <summary>
/// A setting to be tuned and what it may be. Written KEY=A,B,C for a list, or KEY=LOW..HIGH for a range: of whole numbers where both ends
/// are whole and written without a point, otherwise of real numbers; KEY=LOW..HIGH:log spreads a range evenly over orders of magnitude. A
/// range needs a random search. Commas inside JSON lists, objects and quoted texts belong to the value: units=[64,32],[128].
/// </summary>
public sealed class TuningParameter
{
    private readonly double _low;
    private readonly double _high;
    private readonly bool _logarithmic;
    private readonly bool _whole;

    private TuningParameter(string key, IReadOnlyList<string> values) => (Key, Values) = (key, values);

    private TuningParameter(string key, double low, double high, bool logarithmic, bool whole) : this(key, []) =>
        (_low, _high, _logarithmic, _whole) = (low, high, logarithmic, whole);

    /// <summary>The name of the setting, such as "model.C".</summary>
    public string Key { get; }

    /// <summary>The values of a list, as written; empty for a range.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether it is a range.</summary>
    public bool IsRange => Values.Count == 0;

    /// <summary>Reads KEY=A,B,C or KEY=LOW..HIGH[:log].</summary>
    /// <exception cref="FormatException">The text is not of that form; the message says how to write it.</exception>
    public static TuningParameter Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || at == text.Length - 1) throw new FormatException($"'{text}' is not KEY=A,B,C or KEY=LOW..HIGH.");
        var (key, value) = (text[..at].Trim(), text[(at + 1)..].Trim());
        var logarithmic = value.EndsWith(":log", StringComparison.Ordinal);
        var range = (logarithmic ? value[..^4] : value).Split("..");
        if (range.Length == 2) return Range(text, key, range[0], range[1], logarithmic);
        if (logarithmic) throw new FormatException($"'{text}' asks for orders of magnitude without a range: write {key}=LOW..HIGH:log.");
        var values = SplitOutsideJson(value);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var v in values)
        {
            if (v.Length == 0) throw new FormatException($"'{text}' has an empty value.");
            if (!seen.Add(v)) throw new FormatException($"'{text}' names the value {v} twice.");
        }

        return new TuningParameter(key, values);
    }

    internal string Draw(ref SplitMix64 random)
    {
        if (!IsRange) return Values[random.Next(Values.Count)];
        return ValueAt(random.NextDouble());
    }

    /// <summary>The ends of a range, or all values of a list, as text.</summary>
    public IReadOnlyList<string> Extremes => IsRange ? [ValueAt(0), ValueAt(1 - 1e-12)] : Values;

    /// <summary>The value at a place from 0 to below 1.</summary>
    internal string ValueAt(double share)
    {
        if (!IsRange) return Values[Math.Min((int)(share * Values.Count), Values.Count - 1)];
        if (_whole && !_logarithmic) return (_low + Math.Floor(share * (_high - _low + 1))).ToString("R", CultureInfo.InvariantCulture);
        var value = _logarithmic ? _low * Math.Pow(_high / _low, share) : _low + share * (_high - _low);
        // Six digits are finer than any tuning, and read well in a table.
        return _whole ? Math.Round(value).ToString("R", CultureInfo.InvariantCulture) : value.ToString("G6", CultureInfo.InvariantCulture);
    }

    /// <summary>The place of a value, from 0 to 1: where <see cref="ValueAt"/> gives it.</summary>
    internal double PlaceOf(string value)
    {
        if (!IsRange) return (((List<string>)[.. Values]).IndexOf(value) + 0.5) / Values.Count;
        var number = double.Parse(value, CultureInfo.InvariantCulture);
        var place = _logarithmic ? Math.Log(number / _low) / Math.Log(_high / _low)
            : _whole ? (number - _low + 0.5) / (_high - _low + 1)
            : (number - _low) / (_high - _low);
        return Math.Clamp(place, 0, 1);
    }

    private static List<string> SplitOutsideJson(string text)
    {
        var values = new List<string>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
            if (quoted) continue;
            if (c is '[' or '{') depth++;
            if (c is ']' or '}') depth--;
            if (c != ',' || depth > 0) continue;
            values.Add(text[start..i].Trim());
            start = i + 1;
        }

        values.Add(text[start..].Trim());
        return values;
    }

    private static TuningParameter Range(string text, string key, string lowText, string highText, bool logarithmic)
    {
        if (!double.TryParse(lowText, NumberStyles.Float, CultureInfo.InvariantCulture, out var low)
            || !double.TryParse(highText, NumberStyles.Float, CultureInfo.InvariantCulture, out var high)
            || !double.IsFinite(low) || !double.IsFinite(high) || low >= high)
        {
            throw new FormatException($"'{text}' is not a range: write {key}=LOW..HIGH with LOW below HIGH.");
        }

        if (logarithmic && low <= 0) throw new FormatException($"'{text}' cannot be spread over orders of magnitude: LOW must be above 0.");
        var whole = int.TryParse(lowText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && int.TryParse(highText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return new TuningParameter(key, low, high, logarithmic, whole);
    }
}
