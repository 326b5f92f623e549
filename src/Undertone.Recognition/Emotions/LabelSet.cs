using System.Collections;

namespace Undertone.Recognition.Emotions;

/// <summary>
/// An ordered list of emotion words; a model's outputs stand in this order. Three sets have names: <c>ravdess8</c>, <c>common7</c>
/// (RAVDESS's without calm) and <c>common6</c> (those of CREMA-D). Any other words work too.
/// </summary>
public sealed class LabelSet : IReadOnlyList<string>, IEquatable<LabelSet>
{
    /// <summary>The words that the built-in corpus readers use, in the order in which label sets list them.</summary>
    public static readonly IReadOnlyList<string> Words =
        ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised", "bored"];

    /// <summary>The eight emotions of RAVDESS speech.</summary>
    public static readonly LabelSet Ravdess8 = new(["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]);

    /// <summary>The seven emotions that most acted corpora share; calm counts as neutral.</summary>
    public static readonly LabelSet Common7 = new(["neutral", "happy", "sad", "angry", "fearful", "disgust", "surprised"]);

    /// <summary>The six emotions of CREMA-D: <see cref="Common7"/> without surprised.</summary>
    public static readonly LabelSet Common6 = new(["neutral", "happy", "sad", "angry", "fearful", "disgust"]);

    /// <summary>No emotion at all: the labels of a model that answers with dimensions alone.</summary>
    public static readonly LabelSet None = new();

    private readonly string[] _labels;

    private LabelSet() => _labels = [];

    /// <summary>Makes a set of these words in this order.</summary>
    /// <param name="labels">At least two different, non-empty words.</param>
    /// <exception cref="ArgumentException">Fewer than two words, an empty word or a word twice.</exception>
    public LabelSet(IEnumerable<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        _labels = [.. labels];
        if (_labels.Length < 2) throw new ArgumentException("A label set needs at least two labels.");
        if (_labels.Any(string.IsNullOrWhiteSpace)) throw new ArgumentException("A label is empty.");
        var twice = _labels.GroupBy(l => l, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new ArgumentException($"The label '{twice.Key}' occurs twice.");
    }

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <inheritdoc/>
    public string this[int index] => _labels[index];

    /// <summary>The set with this name, or the set of these comma-separated words, a name among which stands for its words.</summary>
    /// <param name="nameOrWords">
    /// <c>ravdess8</c>, <c>common7</c>, <c>common6</c>, or words such as <c>calm,stressed</c> or <c>common7,bored</c>.
    /// </param>
    /// <exception cref="ArgumentException">Neither a known name nor a list of at least two words.</exception>
    public static LabelSet Parse(string nameOrWords)
    {
        ArgumentNullException.ThrowIfNull(nameOrWords);
        return Named(nameOrWords)
            ?? (nameOrWords.Contains(',', StringComparison.Ordinal)
                ? new(nameOrWords.Split(',', StringSplitOptions.TrimEntries).SelectMany(w => Named(w) ?? (IEnumerable<string>)[w]))
                : throw new ArgumentException(
                    $"'{nameOrWords}' is no label set: name ravdess8, common7 or common6, or list words as a,b,c."));
    }

    private static LabelSet? Named(string name) => name switch
    {
        "ravdess8" => Ravdess8,
        "common7" => Common7,
        "common6" => Common6,
        _ => null,
    };

    /// <summary>The set of the words that occur, in the order of <see cref="Words"/> and then alphabetically.</summary>
    /// <param name="emotions">Emotion words, any number of times each.</param>
    public static LabelSet Of(IEnumerable<string> emotions)
    {
        ArgumentNullException.ThrowIfNull(emotions);
        return new(Ordered(emotions));
    }

    /// <summary>The words that occur, each once, in the order of <see cref="Words"/> and then alphabetically.</summary>
    internal static IReadOnlyList<string> Ordered(IEnumerable<string> emotions) =>
        [.. emotions.Distinct(StringComparer.Ordinal).OrderBy(e => Words.TakeWhile(w => w != e).Count())
            .ThenBy(e => e, StringComparer.Ordinal)];

    /// <summary>The place of a label, or -1.</summary>
    /// <param name="label">The word, compared exactly.</param>
    public int IndexOf(string label) => Array.IndexOf(_labels, label);

    /// <summary>
    /// The place of the label that an emotion counts as: itself where the set has it, <c>neutral</c> for <c>calm</c> where it has only
    /// that, else
    /// -1.
    /// </summary>
    /// <param name="emotion">A corpus's word for an emotion.</param>
    public int Map(string emotion)
    {
        var index = IndexOf(emotion);
        return index < 0 && emotion == "calm" ? IndexOf("neutral") : index;
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_labels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(LabelSet? other) => other is not null && _labels.AsSpan().SequenceEqual(other._labels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <inheritdoc/>
    public override int GetHashCode() => string.Join(',', _labels).GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _labels);
}
