using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.State;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Inference;

/// <summary>A neural network as a model.</summary>
internal sealed class NetworkModel(Network network) : IModel
{
    public Network Network { get; } = network;

    public JsonObject? Settings => null;

    public bool ServesManyThreads => false;

    public long ParameterCount => Network.ParameterCount;

    /// <summary>Makes the network of a recipe; without a seed its weights are 0, to look at its layers.</summary>
    public static NetworkModel Create(Recipe recipe, IReadOnlyList<int> inputShape, int classes, ulong? seed = null)
    {
        try
        {
            var network = Network.Create(recipe.Model.Layers, inputShape.ToArray(), OutputsOf(recipe, classes), seed);
            CheckLayers(network, recipe.Training.Layers);
            return new NetworkModel(network);
        }
        catch (NetworkSpecException e)
        {
            throw RecipeException.Of(e, "model.");
        }
    }

    /// <summary>Makes the network of a recipe with weights from a file.</summary>
    public static NetworkModel Restore(Recipe recipe, IReadOnlyList<int> inputShape, int classes, IReadOnlyList<StateTensor> weights)
    {
        try
        {
            return new NetworkModel(Network.Restore(recipe.Model.Layers, [.. inputShape], OutputsOf(recipe, classes), weights));
        }
        catch (NetworkSpecException e)
        {
            throw RecipeException.Of(e, "model.");
        }
    }

    public int EmbeddingSize => Network.EmbeddingSize;

    public void Predict(
        IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings = default, Span<float> numbers = default) =>
        Network.Predict(inputs, probabilities, embeddings, numbers);

    public IReadOnlyList<StateTensor> Weights() => Network.Save();

    private static NetworkOutputs OutputsOf(Recipe recipe, int classes) =>
        new(recipe.Targets.Emotion ? classes : 0, recipe.Targets.Dimensions.Count);

    private static void CheckLayers(Network network, IReadOnlyList<LayerOptions> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (network.LayerNames.Any(options[i].Fits)) continue;
            var names = string.Join(", ", network.LayerNames);
            throw new RecipeException(
                $"training.layers[{i}].layers", $"no layer's name begins with '{options[i].Prefix}'; there are {names}.");
        }
    }
}
