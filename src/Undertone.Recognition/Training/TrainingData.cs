using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Training;

/// <summary>The utterances that count, with the place of each one's label.</summary>
internal sealed record TrainingData(
    LabelSet Labels, IReadOnlyList<Utterance> Utterances, int[] Targets, IReadOnlyDictionary<string, int> Unmapped)
{
    /// <summary>
    /// What a finished model, or the models of a finished run's folds, answer to a fold for each utterance: [labels] probabilities. Null
    /// where nobody can be asked.
    /// </summary>
    public Func<string, FoldPlan, float[][]>? Teach { get; init; }

    /// <summary>
    /// Keeps the utterances whose emotion the labels have, and counts the others; without labels those that have one of the dimensions.
    /// </summary>
    /// <exception cref="CorpusException">None is left, or none of them has a number on a dimension.</exception>
    public static TrainingData Map(
        IReadOnlyList<Utterance> all, LabelSet labels, IReadOnlyList<string> dimensions, Action<string>? note)
    {
        var data = labels.Count > 0 ? Map(all, labels, note) : OfNumbers(all, dimensions, note);
        foreach (var name in dimensions)
        {
            if (data.Utterances.Any(u => u.Dimensions?[name] is not null)) continue;
            string[] known = [.. all.SelectMany(u => u.Dimensions?.Select(d => d.Key) ?? []).Distinct().Order(StringComparer.Ordinal)];
            throw new CorpusException(
                $"No utterance{(labels.Count > 0 ? " with a label" : "")} has a number for '{name}'. "
                + (known.Length == 0
                    ? "The data has no dimensions: bring them in columns of a manifest, such as arousal."
                    : $"The data has: {string.Join(", ", known)}."));
        }

        return data;
    }

    private static TrainingData OfNumbers(IReadOnlyList<Utterance> all, IReadOnlyList<string> dimensions, Action<string>? note)
    {
        var kept = all.Where(u => dimensions.Any(d => u.Dimensions?[d] is not null)).ToArray();
        if (kept.Length < all.Count && kept.Length > 0)
            note?.Invoke($"left out: {all.Count - kept.Length} utterances without a number for {string.Join(", ", dimensions)}");
        return new TrainingData(LabelSet.None, kept, new int[kept.Length], new Dictionary<string, int>());
    }

    /// <summary>Keeps the utterances whose emotion the labels have, and counts the others.</summary>
    private static TrainingData Map(IReadOnlyList<Utterance> all, LabelSet labels, Action<string>? note)
    {
        var kept = all.Where(u => labels.Map(u.Emotion) >= 0).ToArray();
        var unmapped = all.Where(u => labels.Map(u.Emotion) < 0).GroupBy(u => u.Emotion, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var (label, count) in unmapped.OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            note?.Invoke($"left out: {count} utterances "
                + (label == Utterance.NoEmotion ? "without an emotion" : $"labelled {label}, which is none of: {labels}"));
        }

        if (kept.Length == 0) throw new CorpusException($"None of the {all.Count} utterances has one of the labels {labels}.");
        return new TrainingData(labels, kept, Array.ConvertAll(kept, u => labels.Map(u.Emotion)), unmapped);
    }

    /// <summary>One of many utterances with a model's answer.</summary>
    /// <param name="utterance">The utterance.</param>
    /// <param name="fold">The fold whose model was asked.</param>
    /// <param name="target">The place of its label.</param>
    /// <param name="row">Its place among the answers.</param>
    /// <param name="classes">The number of labels.</param>
    /// <param name="probabilities">[utterances, classes].</param>
    /// <param name="dimensions">The model's dimensions.</param>
    /// <param name="numbers">[utterances, dimensions], as the model learnt them.</param>
    public static TestedUtterance Tested(
        Utterance utterance, int fold, int target, int row, int classes, float[] probabilities, IReadOnlyList<ModelDimension> dimensions,
        float[] numbers) =>
        new(utterance, fold, classes == 0 ? -1 : target, probabilities[(row * classes)..((row + 1) * classes)])
        {
            Dimensions = ModelDimension.Restore(dimensions, numbers.AsSpan(row * dimensions.Count, dimensions.Count)),
        };

    /// <summary>The corpora, by name.</summary>
    public IReadOnlyList<TrainingCorpus> Corpora() =>
    [
        .. Utterances.GroupBy(u => u.Corpus).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Corpus(g.Key, [.. g])),
    ];

    private static TrainingCorpus Corpus(string name, Utterance[] utterances)
    {
        // Of rows that differ in their terms each has a say, and one that is not known makes the whole not known.
        var terms = utterances.Select(u => u.Terms).Distinct().ToArray();
        var licenses = terms.Select(t => t?.License ?? "").Where(l => l.Length > 0).Distinct().Order(StringComparer.Ordinal);
        var known = !terms.Contains(null);
        return new TrainingCorpus(
            name, string.Join("; ", licenses), utterances.Length, utterances.Select(u => u.SpeakerKey).Distinct().Count())
        {
            CommercialUse = known ? terms.All(t => t!.CommercialUse) : null,
            Derivatives = known ? terms.All(t => t!.Derivatives) : null,
        };
    }

    /// <summary>The hashes of all recordings, each once and in order.</summary>
    public IReadOnlyList<string> AudioHashes() =>
        [.. Utterances.Select(u => u.AudioHash).Where(h => h.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The keys of the speakers, in order.</summary>
    public IReadOnlyList<string> Speakers() => [.. Utterances.Select(u => u.SpeakerKey).Distinct().Order(StringComparer.Ordinal)];
}
