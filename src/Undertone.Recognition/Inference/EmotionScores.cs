using System.Collections;
using System.Text.Json.Serialization;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Inference;

/// <summary>One probability for each label of a model, in the model's order.</summary>
[JsonConverter(typeof(PredictionConverter))]
public sealed class EmotionScores : IReadOnlyList<KeyValuePair<string, double>>, IEquatable<EmotionScores>
{
    private readonly double[] _values;

    internal EmotionScores(LabelSet labels, ReadOnlySpan<float> probabilities)
    {
        Labels = labels;
        _values = new double[labels.Count];
        double sum = 0;
        foreach (var p in probabilities) sum += p;
        for (var i = 0; i < _values.Length; i++) _values[i] = probabilities[i] / sum;
    }

    internal EmotionScores(LabelSet labels, double[] values) => (Labels, _values) = (labels, values);

    /// <summary>The labels, in order.</summary>
    public LabelSet Labels { get; }

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, double> this[int index] => new(Labels[index], _values[index]);

    /// <summary>The probability of a label.</summary>
    /// <param name="label">One of <see cref="Labels"/>.</param>
    /// <exception cref="KeyNotFoundException">The model does not have that label.</exception>
    public double this[string label] => Labels.IndexOf(label) is >= 0 and var i
        ? _values[i]
        : throw new KeyNotFoundException($"The model has no label '{label}'.");

    /// <summary>A share of some scores and the rest of others, of the same labels.</summary>
    internal static EmotionScores Mix(EmotionScores one, EmotionScores other, double shareOfOne)
    {
        if (shareOfOne == 0) return other;
        var values = new double[other.Count];
        for (var i = 0; i < values.Length; i++) values[i] = (shareOfOne * one._values[i]) + ((1 - shareOfOne) * other._values[i]);
        return new EmotionScores(other.Labels, values);
    }

    /// <summary>The mean of scores of the same labels, each counted by a weight; there is at least one.</summary>
    internal static EmotionScores Mean(IEnumerable<(EmotionScores Scores, double Weight)> weighted)
    {
        var all = weighted.ToArray();
        if (all.Length == 1) return all[0].Scores;
        var (labels, sum) = (all[0].Scores.Labels, all.Sum(w => w.Weight));
        var values = new double[labels.Count];
        foreach (var (scores, weight) in all)
        {
            for (var i = 0; i < values.Length; i++) values[i] += weight / sum * scores._values[i];
        }

        return new EmotionScores(labels, values);
    }

    /// <summary>The place of the largest probability; the first of equals.</summary>
    public int ArgMax() => Learning.Metrics.ArgMax.Of<double>(_values);

    /// <summary>The <paramref name="count"/> most probable labels, best first.</summary>
    /// <param name="count">How many, at most all.</param>
    public IReadOnlyList<KeyValuePair<string, double>> Top(int count) => [.. this.OrderByDescending(s => s.Value).Take(count)];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    /// <summary>Whether labels, their order and every probability are the same.</summary>
    /// <param name="other">Other scores.</param>
    public bool Equals(EmotionScores? other) =>
        other is not null && Labels.Equals(other.Labels) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmotionScores);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Labels, _values.FirstOrDefault());

    /// <summary>All labels, best first: <c>bored 65.7 %  neutral 11.6 %  ...</c></summary>
    public override string ToString() => PredictionRow.Of(this, Count);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
