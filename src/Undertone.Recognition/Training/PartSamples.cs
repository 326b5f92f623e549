using Undertone.Learning.Neural;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>The samples of a fold's parts, with the weights, groups and possible labels that the recipe's training asks for.</summary>
/// <param name="plan">How the recipe trains.</param>
/// <param name="data">The utterances with their labels.</param>
/// <param name="fold">The fold.</param>
internal sealed class PartSamples(TrainingPlan plan, TrainingData data, FoldPlan fold)
{
    private readonly Dictionary<string, ulong>? _labelsOf =
        plan.MaskMissingLabels ? LabelsOf(data, [.. fold.Train, .. fold.Validation]) : null;

    /// <summary>What is learnt from.</summary>
    public SampleSet ToLearn(int[] chosen, float[][] inputs, ISampleAugmentation? augmentation) =>
        new(inputs, Targets(chosen), Weights(chosen), Groups(chosen))
        {
            BalanceClasses = plan.Sampling == SamplingMode.BalancedCorporaAndClasses,
            Possible = Possible(chosen),
            SoftLabels = SoftLabels(chosen),
            Augmentation = augmentation,
        };

    /// <summary>What chooses the best epoch; null where it is empty.</summary>
    public SampleSet? ToWatch(int[] chosen, float[][] inputs) =>
        chosen.Length == 0 ? null : new SampleSet(inputs, Targets(chosen)) { Possible = Possible(chosen) };

    private int[] Targets(int[] chosen) => Array.ConvertAll(chosen, i => data.Targets[i]);

    private string[] Corpora(int[] chosen) => Array.ConvertAll(chosen, i => data.Utterances[i].Corpus);

    private string[]? Groups(int[] chosen) =>
        plan.Sampling is SamplingMode.BalancedCorpora or SamplingMode.BalancedCorporaAndClasses ? Corpora(chosen) : null;

    private float[]? Weights(int[] chosen) => plan.BalancedCorpusWeights ? CorpusWeights.Of(Corpora(chosen)) : null;

    private ulong[]? Possible(int[] chosen) =>
        _labelsOf is null ? null : Array.ConvertAll(chosen, i => _labelsOf[data.Utterances[i].Corpus]);

    private float[][]? SoftLabels(int[] chosen)
    {
        if (plan.Distillation is not { } distillation) return null;
        var answers = data.Teach?.Invoke(distillation.Model, fold)
            ?? throw new RecipeException("training.distillation", "here nobody can ask the model that teaches; leave it out.");
        return Array.ConvertAll(chosen, i => SoftLabel.Of(
            answers[i], data.Targets[i], _labelsOf is null ? ulong.MaxValue : _labelsOf[data.Utterances[i].Corpus], distillation));
    }

    private static Dictionary<string, ulong> LabelsOf(TrainingData data, IReadOnlyList<int> members)
    {
        if (data.Labels.Count > 64)
            throw new RecipeException("training.maskMissingLabels", $"it works with up to 64 labels; the data has {data.Labels.Count}.");
        return members.GroupBy(i => data.Utterances[i].Corpus, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Aggregate(0UL, (bits, i) => bits | 1UL << data.Targets[i]), StringComparer.Ordinal);
    }
}
