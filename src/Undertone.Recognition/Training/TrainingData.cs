using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Training;

/// <summary>The utterances that count, with the place of each one's label.</summary>
internal sealed record TrainingData(LabelSet Labels, IReadOnlyList<Utterance> Utterances, int[] Targets, IReadOnlyDictionary<string, int> Unmapped)
{
    public static TrainingData Read(TrainingRunOptions options, int threads, Action<string>? note, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var reading = progress is null ? null : new Relay(progress);
        var corpora = CorpusCollection.Read(options.Data, new CorpusReadOptions { Corpus = options.Corpus, Threads = threads }, reading, cancellation);
        foreach (var warning in corpora.Warnings) note?.Invoke("warning: " + warning);
        foreach (var group in corpora.Problems.Where(p => p.Reason != ProblemReason.Clipped).GroupBy(p => p.Reason)) note?.Invoke($"left out: {group.Count()} {group.Key.Word()} (see 'undertone corpus check')");
        if (corpora.Utterances.Count == 0) throw new CorpusException($"No utterances were found in {string.Join(", ", options.Data)}. 'undertone corpus check' says why.");
        return Map(corpora.Utterances, options.Labels ?? LabelSet.Of(corpora.Utterances.Select(u => u.Emotion)), note);
    }

    /// <summary>Keeps the utterances whose emotion the labels have, and counts the others.</summary>
    public static TrainingData Map(IReadOnlyList<Utterance> all, LabelSet labels, Action<string>? note)
    {
        var kept = all.Where(u => labels.Map(u.Emotion) >= 0).ToArray();
        var unmapped = all.Where(u => labels.Map(u.Emotion) < 0).GroupBy(u => u.Emotion, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var (label, count) in unmapped.OrderBy(u => u.Key, StringComparer.Ordinal)) note?.Invoke($"left out: {count} utterances labelled {label}, which is none of: {labels}");
        if (kept.Length == 0) throw new CorpusException($"None of the {all.Count} utterances has one of the labels {labels}.");
        return new TrainingData(labels, kept, Array.ConvertAll(kept, u => labels.Map(u.Emotion)), unmapped);
    }

    public IReadOnlyList<TrainingCorpus> Corpora() =>
    [
        .. Utterances.GroupBy(u => u.Corpus).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new TrainingCorpus(g.Key, CorpusLicenses.Of(g.Key), g.Count(), g.Select(u => u.SpeakerKey).Distinct().Count())),
    ];

    public IReadOnlyList<string> Speakers() => [.. Utterances.Select(u => u.SpeakerKey).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Passes on progress at once; <see cref="Progress{T}"/> would post it to another thread.</summary>
    private sealed class Relay(IProgress<TrainingProgress> target) : IProgress<CorpusProgress>
    {
        public void Report(CorpusProgress value) => target.Report(new TrainingProgress("read", value.FilesDone, value.FilesTotal));
    }
}
