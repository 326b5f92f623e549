using Undertone.Learning.Neural;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>The samples of a fold's parts, with the weights, groups and possible labels that the recipe's training asks for.</summary>
/// <param name="plan">How the recipe trains.</param>
/// <param name="data">The utterances with their labels.</param>
/// <param name="fold">The fold.</param>
/// <param name="dimensions">The dimensions that are learnt, with the scale of the training part.</param>
internal sealed class PartSamples(TrainingPlan plan, TrainingData data, FoldPlan fold, IReadOnlyList<ModelDimension> dimensions)
{
    private readonly Dictionary<string, ulong>? _labelsOf =
        plan.MaskMissingLabels ? LabelsOf(data, [.. fold.Train, .. fold.Validation], plan.LearnsVotes) : null;

    /// <summary>What is learnt from.</summary>
    public SampleSet ToLearn(int[] chosen, float[][] inputs, ISampleAugmentation? augmentation) =>
        new(inputs, Targets(chosen), Weights(chosen), Groups(chosen))
        {
            BalanceClasses = plan.Sampling == SamplingMode.BalancedCorporaAndClasses,
            Possible = Possible(chosen),
            SoftLabels = SoftLabels(chosen),
            Numbers = Numbers(chosen),
            Augmentation = augmentation,
        };

    /// <summary>What is only watched.</summary>
    public SampleSet Watched(int[] chosen, float[][] inputs) => new(inputs, Targets(chosen)) { Numbers = Numbers(chosen) };

    /// <summary>What chooses the best epoch; null where it is empty.</summary>
    public SampleSet? ToWatch(int[] chosen, float[][] inputs) =>
        chosen.Length == 0
            ? null
            : new SampleSet(inputs, Targets(chosen))
            {
                Possible = Possible(chosen),
                Numbers = Numbers(chosen),
                SoftLabels = plan.LearnsVotes ? Array.ConvertAll(chosen, Truth) : null,
            };

    private float[][]? Numbers(int[] chosen) => dimensions.Count == 0
        ? null
        : Array.ConvertAll(chosen, i => (float[])[.. dimensions.Select(d => d.Scale(data.Utterances[i].Dimensions?[d.Name]))]);

    private int[] Targets(int[] chosen) => Array.ConvertAll(chosen, i => data.Targets[i]);

    private string[] Corpora(int[] chosen) => Array.ConvertAll(chosen, i => data.Utterances[i].Corpus);

    private string[]? Groups(int[] chosen) =>
        plan.Sampling is SamplingMode.BalancedCorpora or SamplingMode.BalancedCorporaAndClasses ? Corpora(chosen) : null;

    private float[]? Weights(int[] chosen) => plan.BalancedCorpusWeights ? CorpusWeights.Of(Corpora(chosen)) : null;

    private ulong[]? Possible(int[] chosen) =>
        _labelsOf is null ? null : Array.ConvertAll(chosen, i => _labelsOf[data.Utterances[i].Corpus]);

    private float[][]? SoftLabels(int[] chosen)
    {
        if (plan.LearnsVotes && !Array.Exists(chosen, i => Votes(i) is not null))
        {
            throw new RecipeException(
                "training.labels", "no utterance of the training part has votes of raters for its labels: bring them in a manifest with "
                + "columns such as votes_angry, or leave the key out.");
        }

        if (plan.Distillation is not { } distillation) return plan.LearnsVotes ? Array.ConvertAll(chosen, Truth) : null;
        var answers = data.Teach?.Invoke(distillation.Model, fold)
            ?? throw new RecipeException("training.distillation", "here nobody can ask the model that teaches; leave it out.");
        return Array.ConvertAll(chosen, i => SoftLabel.Of(
            answers[i], Truth(i), _labelsOf is null ? ulong.MaxValue : _labelsOf[data.Utterances[i].Corpus], distillation));
    }

    /// <summary>The shares of an utterance's votes, where they are learnt and there are any, or else its label.</summary>
    private float[] Truth(int i)
    {
        if (plan.LearnsVotes && Votes(i) is { } shares) return shares;
        var label = new float[data.Labels.Count];
        label[data.Targets[i]] = 1;
        return label;
    }

    private float[]? Votes(int i) => data.Utterances[i].Votes?.Shares(data.Labels);

    private static Dictionary<string, ulong> LabelsOf(TrainingData data, IReadOnlyList<int> members, bool votes)
    {
        if (data.Labels.Count > 64)
            throw new RecipeException("training.maskMissingLabels", $"it works with up to 64 labels; the data has {data.Labels.Count}.");
        return members.GroupBy(i => data.Utterances[i].Corpus, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Aggregate(0UL, (bits, i) => bits | BitsOf(i)), StringComparer.Ordinal);

        // What raters heard is possible, too.
        ulong BitsOf(int i)
        {
            var bits = 1UL << data.Targets[i];
            if (!votes || data.Utterances[i].Votes?.Shares(data.Labels) is not { } shares) return bits;
            for (var c = 0; c < shares.Length; c++) bits |= shares[c] > 0 ? 1UL << c : 0;
            return bits;
        }
    }
}
