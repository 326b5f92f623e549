using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.State;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Inference;

/// <summary>Makes the model that a bundle describes.</summary>
internal static class ModelFactory
{
    public static IModel Restore(ModelBundle bundle, int threads = 1)
    {
        var manifest = bundle.Manifest;
        var weights = OwnWeights(bundle);
        if (manifest.Recipe.Fusion is not { } fusion)
            return Restore(manifest.Recipe, manifest.InputShape, manifest.ModelSettings, weights, manifest.Labels.Count, threads);
        if (manifest.Scaler is not FusedScaler { First.Columns: var length })
            throw new FormatException("its recipe fuses two models, and its scaler is not one of two.");
        var (first, second) = FusedModel.Parts(weights);
        var (ofFirst, ofSecond) = FusedModel.Parts(manifest.ModelSettings);
        return new FusedModel(
            Restore(manifest.Recipe, [length], ofFirst, first, manifest.Labels.Count, threads),
            Restore(fusion.Recipe, new FeaturePipeline(fusion.Recipe).InputShape, ofSecond, second, manifest.Labels.Count, threads),
            length, fusion.Weight);
    }

    /// <summary>The model's arrays without those of its voice head and its encoder.</summary>
    public static IReadOnlyList<StateTensor> OwnWeights(ModelBundle bundle) =>
        bundle.Manifest.Voices is null ? bundle.ModelWeights : [.. bundle.ModelWeights.Where(t => !VoiceHead.IsOfHead(t))];

    private static IModel Restore(
        Recipe recipe, IReadOnlyList<int> inputShape, JsonObject? settings, IReadOnlyList<StateTensor> weights, int classes, int threads)
    {
        if (recipe.Model.Kind != ModelPlan.Network) return RestoreClassical(recipe, inputShape[0], settings, weights, classes, threads);
        var model = NetworkModel.Restore(recipe, inputShape, classes, weights);
        model.Network.Threads = threads;
        return model;
    }

    private static IModel RestoreClassical(
        Recipe recipe, int features, JsonObject? settings, IReadOnlyList<StateTensor> weights, int classes, int threads)
    {
        var (kind, targets) = (recipe.Model.Kind, recipe.Targets);
        if (targets.Dimensions.Count == 0) return RestoreClassifier(kind, features, settings, weights, classes, threads);
        var model = RegressionModel.Restore(
            kind, targets.Dimensions.Count, settings, weights,
            targets.Emotion ? (own, arrays) => RestoreClassifier(kind, features, own, arrays, classes, threads) : null, threads);
        return model.Takes(features)
            ? model
            : throw new FormatException($"a regressor does not take the {features} numbers of the recipe.");
    }

    private static ClassicalModel RestoreClassifier(
        string kind, int features, JsonObject? settings, IReadOnlyList<StateTensor> weights, int classes, int threads)
    {
        var classifier = Classifiers.Restore(new ClassifierState(kind, settings ?? [], weights));
        if (classifier.Features != features || classifier.Classes != classes)
        {
            throw new FormatException(
                $"the classifier takes {classifier.Features} numbers and tells {classifier.Classes} classes apart, "
                + $"the recipe {features} and {classes}.");
        }

        classifier.Threads = threads;
        return new ClassicalModel(classifier);
    }
}
