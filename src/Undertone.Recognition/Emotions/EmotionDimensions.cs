using System.Collections;
using System.Globalization;

namespace Undertone.Recognition.Emotions;

/// <summary>
/// Numbers for an utterance on continuous scales, such as arousal, valence and dominance: what raters said, the mean over them, in the
/// corpus's own scale; or what a model answers, in the scale of the data that it learnt from. Two are equal when all numbers are.
/// </summary>
public sealed class EmotionDimensions : IReadOnlyList<KeyValuePair<string, double>>, IEquatable<EmotionDimensions>
{
    /// <summary>Calm (low) to excited (high). Some corpora call it activation.</summary>
    public const string Arousal = "arousal";

    /// <summary>Unpleasant (low) to pleasant (high).</summary>
    public const string Valence = "valence";

    /// <summary>Submissive (low) to dominant (high).</summary>
    public const string Dominance = "dominance";

    private readonly KeyValuePair<string, double>[] _values;

    /// <summary>Takes numbers by name; a dimension that is not known is left out.</summary>
    /// <param name="values">The names, each once, with finite numbers, in the order in which they are listed.</param>
    /// <param name="least">The lowest value of the scale; null, the default, where it is not known.</param>
    /// <param name="most">The highest value of the scale; null, the default, where it is not known.</param>
    /// <exception cref="ArgumentException">A name is empty or stands there twice, or a number is not finite.</exception>
    public EmotionDimensions(IEnumerable<KeyValuePair<string, double>> values, double? least = null, double? most = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        (_values, Least, Most) = ([.. values], least, most);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in _values)
        {
            if (string.IsNullOrWhiteSpace(name) || !names.Add(name))
                throw new ArgumentException($"'{name}' is no name of a dimension, or it stands there twice.", nameof(values));
            if (!double.IsFinite(value)) throw new ArgumentException($"{name} is {value}, which is no finite number.", nameof(values));
        }
    }

    /// <summary>The lowest value of the scale: 1 in IEMOCAP and MSP-Podcast; null where it is not known.</summary>
    public double? Least { get; }

    /// <summary>The highest value of the scale: 5 in IEMOCAP, 7 in MSP-Podcast; null where it is not known.</summary>
    public double? Most { get; }

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, double> this[int index] => _values[index];

    /// <summary>The number of a dimension; null where it is not known.</summary>
    /// <param name="name">The dimension, such as <see cref="Arousal"/>.</param>
    public double? this[string name]
    {
        get
        {
            var at = Array.FindIndex(_values, v => v.Key == name);
            return at < 0 ? null : _values[at].Value;
        }
    }

    /// <summary>Dimensions of which some may not be known; null where none is.</summary>
    internal static EmotionDimensions? OfKnown(IEnumerable<(string Name, double? Value)> values, double? least = null, double? most = null)
    {
        KeyValuePair<string, double>[] known =
            [.. values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value!.Value))];
        return known.Length == 0 ? null : new EmotionDimensions(known, least, most);
    }

    /// <summary>The mean of numbers of the same dimensions, each counted by a weight; there is at least one.</summary>
    internal static EmotionDimensions Mean(IReadOnlyList<(EmotionDimensions Values, double Weight)> weighted)
    {
        var (first, sum) = (weighted[0].Values, weighted.Sum(w => w.Weight));
        return new EmotionDimensions(
            first.Select((v, i) => KeyValuePair.Create(v.Key, weighted.Sum(w => w.Weight / sum * w.Values[i].Value))));
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the names, their order, every number and the scale are the same.</summary>
    /// <param name="other">Other numbers.</param>
    public bool Equals(EmotionDimensions? other) =>
        other is not null && (Least, Most) == (other.Least, other.Most) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmotionDimensions);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The numbers in words: <c>arousal 3.50  valence 2.00</c></summary>
    public override string ToString() =>
        string.Join("  ", _values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:0.00}")));
}
