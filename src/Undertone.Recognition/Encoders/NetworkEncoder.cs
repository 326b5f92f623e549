using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;
using Undertone.Learning.State;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>An encoder of Undertone's own layers: what it hears, how that is scaled, the layers and their weights.</summary>
public sealed class NetworkEncoder : SpeechEncoder
{
    private readonly Lazy<string> _sha256;

    /// <summary>Puts an encoder together and checks that its parts fit each other.</summary>
    /// <param name="notes">What is known of it.</param>
    /// <param name="recipe">Its features, hearing and layers: a recipe of a network that lists frames or an image.</param>
    /// <param name="scaler">How the columns of its features are scaled.</param>
    /// <param name="weights">The arrays of the layers, in order.</param>
    /// <exception cref="RecipeException">The recipe is none of an encoder, or its layers do not fit.</exception>
    /// <exception cref="InvalidDataException">The scaler or the weights do not fit the recipe.</exception>
    internal NetworkEncoder(EncoderNotes notes, Recipe recipe, IScaler scaler, IReadOnlyList<StateTensor> weights)
        : base(notes)
    {
        (Recipe, Scaler, Weights) = (recipe, scaler, weights);
        var shape = ShapeOf(recipe);
        if (scaler.Columns != shape[1..].Aggregate((a, b) => a * b))
        {
            throw new InvalidDataException(
                $"its scaler has {scaler.Columns} columns, and its features have the shape [{string.Join(", ", shape)}].");
        }

        Summary = Checked(() => FrozenNetwork.Summarize(recipe.Model.Layers, shape));
        if (!ArraysOf(recipe).Select(a => a.Name).SequenceEqual(weights.Select(w => w.Name)))
            throw new InvalidDataException("its arrays are not those of its layers.");
        _ = FrozenNetwork.Restore(recipe.Model.Layers, shape, weights);
        Layers = [.. Summary.Select(l => new EncoderLayer(l.Name, l.OutputShape))];
        _sha256 = new(ComputeSha256);
    }

    /// <summary>Its features, hearing and layers.</summary>
    public Recipe Recipe { get; }

    /// <summary>How the columns of its features are scaled.</summary>
    public IScaler Scaler { get; }

    /// <summary>The arrays of its layers, in order.</summary>
    public IReadOnlyList<StateTensor> Weights { get; }

    /// <summary>One row for each layer, with the names by which recipes take their output.</summary>
    public IReadOnlyList<LayerSummary> Summary { get; }

    /// <inheritdoc/>
    public override int SampleRateHz => Recipe.SampleRateHz;

    /// <inheritdoc/>
    public override IReadOnlyList<EncoderLayer> Layers { get; }

    /// <inheritdoc/>
    public override long ParameterCount => Summary.Sum(l => l.ParameterCount);

    /// <inheritdoc/>
    public override string Sha256 => _sha256.Value;

    /// <inheritdoc/>
    public override string Heard => string.Join(", ", Recipe.Features.List);

    /// <inheritdoc/>
    internal override JsonObject Hearing => (JsonObject)Recipe.ToJson()["hearing"]!;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> DefaultPool => [];

    /// <inheritdoc/>
    internal override JsonObject Describe() => EncoderJson.Of(this);

    /// <inheritdoc/>
    internal override EncoderView ViewFor(Recipe recipe) => new NetworkView(recipe, this);

    /// <summary>The names and shapes of the arrays that the layers of an encoder's recipe need, in order.</summary>
    /// <exception cref="RecipeException">The recipe is none of an encoder, or its layers do not fit.</exception>
    internal static IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> ArraysOf(Recipe recipe)
    {
        var shape = ShapeOf(recipe);
        return Checked(() => FrozenNetwork.Arrays(recipe.Model.Layers, shape));
    }

    /// <summary>The layers up to the last of some, for input of a shape.</summary>
    /// <exception cref="RecipeException">There is no such layer, or the layers do not fit the shape.</exception>
    internal FrozenNetwork UpTo(IReadOnlyList<string> names, string place, IReadOnlyList<int> inputShape)
    {
        var layers = LayersUpTo(names, place);
        var shape = inputShape.ToArray();
        return Checked(() =>
        {
            var arrays = FrozenNetwork.Arrays(layers, shape).Count;
            return FrozenNetwork.Restore(layers, shape, [.. Weights.Take(arrays)]);
        });
    }

    /// <summary>The list of layers up to the last of some.</summary>
    /// <exception cref="RecipeException">There is no such layer.</exception>
    internal JsonArray LayersUpTo(IReadOnlyList<string> names, string place) =>
        [.. Recipe.Model.Layers.Take(names.Max(n => RowOf(n, place)) + 1).Select(l => l!.DeepClone())];

    private static int[] ShapeOf(Recipe recipe)
    {
        if (recipe.Model.Kind != ModelPlan.Network || recipe.Features.Shape is not (FeatureShape.Frames or FeatureShape.Image))
        {
            throw new RecipeException(
                "features.shape",
                "an encoder is a network over frames or an image; this one has another model, or features of another kind.");
        }

        return [.. new RecipeFeatures(recipe).InputShape];
    }

    private static T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (NetworkSpecException e)
        {
            throw RecipeException.Of(e, "model.");
        }
    }

    private string ComputeSha256()
    {
        using var bytes = new MemoryStream();
        var recipe = Recipe.ToJson();
        recipe.Remove("name");
        recipe.Remove("training");
        Safetensors.Write(bytes, Weights, [new("recipe", recipe.ToJsonString()), new("scaler", EncoderJson.Of(Scaler).ToJsonString())]);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
