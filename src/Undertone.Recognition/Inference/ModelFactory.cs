using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.State;
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
        if (manifest.Recipe.Model.Kind != ModelPlan.Network) return RestoreClassical(bundle, threads);
        var model = NetworkModel.Restore(manifest.Recipe, manifest.InputShape, manifest.Labels.Count, OwnWeights(bundle));
        model.Network.Threads = threads;
        return model;
    }

    private static ClassicalModel RestoreClassical(ModelBundle bundle, int threads)
    {
        var manifest = bundle.Manifest;
        var classifier = Classifiers.Restore(
            new ClassifierState(manifest.Recipe.Model.Kind, manifest.ModelSettings ?? new JsonObject(), OwnWeights(bundle)));
        if (classifier.Features != manifest.InputShape[0] || classifier.Classes != manifest.Labels.Count)
        {
            throw new FormatException(
                $"the classifier takes {classifier.Features} numbers and tells {classifier.Classes} classes apart, "
                + $"the recipe {manifest.InputShape[0]} and {manifest.Labels.Count}.");
        }

        classifier.Threads = threads;
        return new ClassicalModel(classifier);
    }

    /// <summary>The model's arrays without those of its voice head and its encoder.</summary>
    private static IReadOnlyList<StateTensor> OwnWeights(ModelBundle bundle) =>
        bundle.Manifest.Voices is null ? bundle.ModelWeights : [.. bundle.ModelWeights.Where(t => !VoiceHead.IsOfHead(t))];
}
