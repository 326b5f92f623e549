using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>Fits a voice head on embeddings less the mean of the same speaker.</summary>
internal static class VoiceHeadFitter
{
    private const string NeutralLabel = "neutral";

    // The answer without a voice weighs as much as one by a voice of five clips, and never less than a quarter: of weights from 0 to 0.6 in
    // steps of 0.1, the best with 3, 5, 10, 20 and all other clips known lie within 0.006 of what this gives.
    private const double PlainClips = 5;
    private const double LeastPlainWeight = 0.25;

    // Of 0.003, 0.01 and 0.03 the best on speakers kept aside.
    private static readonly LogisticRegressionOptions OverNetworks = new() { C = 0.01 };

    /// <summary>
    /// The places of the utterances that a voice head learns from: those of speakers with two emotions or more. With one emotion only, the
    /// mean of a speaker takes off the emotion as well.
    /// </summary>
    /// <exception cref="CorpusException">There are no two such speakers.</exception>
    public static int[] Members(IReadOnlyList<Utterance> utterances, IReadOnlyList<int> targets)
    {
        var speakers = Enumerable.Range(0, utterances.Count).Where(i => VoiceTest.IsNamed(utterances[i]))
            .GroupBy(i => utterances[i].SpeakerKey, StringComparer.Ordinal).Where(g => g.Select(i => targets[i]).Distinct().Count() > 1)
            .ToArray();
        if (speakers.Length >= 2) return [.. speakers.SelectMany(g => g).Order()];
        throw new CorpusException(
            "\"voices\" learns how emotions differ within a speaker, and the training part has no two speakers that are named and speak in "
            + "two emotions or more. Bring such data, or leave \"voices\" out of the recipe.");
    }

    /// <summary>Fits the head.</summary>
    /// <param name="job">What is trained.</param>
    /// <param name="data">The training part, restricted to <see cref="Members"/>.</param>
    /// <param name="embeddings">What the model makes of each utterance.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static VoiceHead Fit(
        TrainingJob job, TrainingData data, float[][] embeddings, ulong seed, CancellationToken cancellationToken)
    {
        var size = embeddings[0].Length;
        var speakers = Enumerable.Range(0, embeddings.Length)
            .GroupBy(i => data.Utterances[i].SpeakerKey, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        var means = Array.ConvertAll(speakers, s => MeanOf(embeddings, s));
        var trainingMean = Average(means);
        var less = new float[embeddings.Length][];
        foreach (var (speaker, mean) in speakers.Zip(means))
        {
            var center = VoiceHead.Center(mean, speaker.Length, trainingMean);
            foreach (var i in speaker) VoiceHead.TakeOff(embeddings[i], center, less[i] = new float[size]);
        }

        var scaler = StandardScaler.Fit(less, size);
        foreach (var row in less) scaler.Transform(row);
        var rows = new LabeledRows(ClassicalModel.Rows(less), size, data.Targets, data.Labels.Count, Weights(job.Recipe.Training, data));
        var fitted = Classifiers.Fit(job.Recipe.Model.Classifier ?? OverNetworks, rows, seed, job.Threads, cancellationToken);
        return new VoiceHead(
            new VoiceSettings
            {
                Kind = fitted.Kind,
                Settings = VoiceHead.SettingsOf(fitted),
                Scaler = scaler,
                Mean = trainingMean,
                PlainClips = PlainClips,
                LeastPlainWeight = LeastPlainWeight,
                NeutralShift = NeutralShift(data, embeddings, speakers, means),
            },
            fitted);
    }

    /// <summary>From the mean of a speaker's neutral clips to that of all, on average over the speakers that have both.</summary>
    private static double[]? NeutralShift(TrainingData data, float[][] embeddings, int[][] speakers, double[][] means)
    {
        var neutral = data.Labels.IndexOf(NeutralLabel);
        var shifts = new List<double[]>();
        foreach (var (speaker, mean) in speakers.Zip(means))
        {
            int[] own = [.. speaker.Where(i => data.Targets[i] == neutral)];
            if (own.Length == 0) continue;
            var neutralMean = MeanOf(embeddings, own);
            shifts.Add([.. mean.Select((m, c) => m - neutralMean[c])]);
        }

        return shifts.Count >= 2 ? Average(shifts) : null;
    }

    /// <summary>As the recipe balances its own training: corpora, their classes, or classes; null where it does not.</summary>
    private static float[]? Weights(TrainingPlan plan, TrainingData data)
    {
        if (plan.BalancedCorpusWeights || plan.Sampling == SamplingMode.BalancedCorpora) return CorpusWeights.Of(Corpora());
        if (plan.Sampling == SamplingMode.BalancedCorporaAndClasses)
            return CorpusWeights.OfClasses(Corpora(), data.Targets);
        if (!plan.BalancedClassWeights && plan.Sampling == SamplingMode.None) return null;
        var weights = ClassWeights.Balanced(data.Targets, data.Labels.Count);
        return Array.ConvertAll(data.Targets, t => weights[t]);

        string[] Corpora() => [.. data.Utterances.Select(u => u.Corpus)];
    }

    private static double[] MeanOf(float[][] embeddings, int[] members)
    {
        var sums = new EmbeddingSums(embeddings[0].Length);
        foreach (var i in members) sums.Add(embeddings[i]);
        return sums.Mean();
    }

    private static double[] Average(IReadOnlyCollection<double[]> rows) =>
        [.. Enumerable.Range(0, rows.First().Length).Select(c => rows.Average(r => r[c]))];
}
