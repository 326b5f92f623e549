using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference;

/// <summary>Makes the model that a bundle describes.</summary>
internal static class ModelFactory
{
    public static IModel Restore(ModelBundle bundle, int threads = 1)
    {
        var manifest = bundle.Manifest;
        var model = NetworkModel.Create(manifest.Recipe, manifest.InputShape, manifest.Labels.Count, seed: 0);
        model.Network.Threads = threads;
        model.Restore(bundle.Weights);
        return model;
    }
}
