namespace Undertone.Recognition.Recipes;

/// <summary>What of a training plan works with which model and features.</summary>
internal static class TrainingFit
{
    /// <summary>Refuses, with its place, what cannot work together.</summary>
    public static void Check(ModelPlan model, FeaturePlan features, TrainingPlan training)
    {
        var balanced = training.Sampling is SamplingMode.BalancedCorpora or SamplingMode.BalancedCorporaAndClasses;
        if (model.Classifier is not null)
        {
            Refuse(balanced, "sampling", $"the model {model.Kind} has no batches; use \"over\" or \"under\".");
            Refuse(training.MaskMissingLabels, "maskMissingLabels", $"the model {model.Kind} has no loss to leave labels out of.");
            Refuse(training.LearnsVotes, "labels", $"the model {model.Kind} learns one emotion for each utterance.");
            Refuse(training.Layers.Count > 0, "layers", $"the model {model.Kind} has no layers.");
            Refuse(training.Distillation is not null, "distillation", $"the model {model.Kind} learns from labels alone.");
        }

        Refuse(
            balanced && training.BalancedCorpusWeights, "sampleWeights",
            "batches are balanced by corpus already (training.sampling); leave one of the two out.");
        if (training.Augmentation is not { } stages) return;
        Refuse(
            features.Shape is FeatureShape.Pooled or FeatureShape.Encoder, "augmentation",
            "it needs the features' shape \"frames\" or \"image\".");
        Refuse(
            features.LengthSeconds is not null && stages.FirstThatChangesLength >= 0, $"augmentation[{stages.FirstThatChangesLength}]",
            "it changes the length of clips, which features.lengthSeconds fixes; leave one of the two out.");
        Refuse(
            features.List.Count > 1 && stages.FirstThatNeedsBands >= 0, $"augmentation[{stages.FirstThatNeedsBands}]",
            "it takes columns for bands that lie side by side, so features.list must be one spectrogram.");
    }

    private static void Refuse(bool wrong, string place, string fault)
    {
        if (wrong) throw new RecipeException("training." + place, fault);
    }
}
