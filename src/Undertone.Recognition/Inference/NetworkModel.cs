using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Neural;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Inference;

/// <summary>A neural network as a model.</summary>
internal sealed class NetworkModel(Network network) : IModel
{
    public Network Network { get; } = network;

    public JsonObject? Settings => null;

    public long ParameterCount => Network.ParameterCount;

    public static NetworkModel Create(Recipe recipe, IReadOnlyList<int> inputShape, int classes, ulong seed)
    {
        try
        {
            return new NetworkModel(Network.Create(recipe.Model.Layers, [.. inputShape], classes, seed));
        }
        catch (NetworkSpecException e)
        {
            throw RecipeException.Of(e, "model.");
        }
    }

    public void Predict(IReadOnlyList<float[]> inputs, Span<float> probabilities) => Network.Predict(inputs, probabilities);

    public IReadOnlyList<StateTensor> Weights() =>
    [
        .. Network.State.Select(t =>
        {
            var values = new float[t.Length];
            t.CopyTo(values);
            return StateTensor.From(t.Name, values, [.. t.Shape]);
        }),
    ];

    /// <summary>Takes the weights over; all names and shapes must be this network's.</summary>
    public void Restore(IReadOnlyList<StateTensor> weights)
    {
        if (weights.Count != Network.State.Count) throw new FormatException($"the network has {Network.State.Count} arrays, the file {weights.Count}.");
        for (var i = 0; i < weights.Count; i++)
        {
            var (own, given) = (Network.State[i], weights[i]);
            if (own.Name != given.Name || !own.Shape.SequenceEqual(given.Shape))
            {
                throw new FormatException($"the network has {own.Name} [{string.Join(", ", own.Shape)}] where the file has {given.Name} [{string.Join(", ", given.Shape)}].");
            }

            own.CopyFrom(given.ToSingles());
        }
    }
}
