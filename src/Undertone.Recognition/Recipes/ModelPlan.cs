using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Words;

namespace Undertone.Recognition.Recipes;

/// <summary>The kind of model in a recipe and the options of that kind.</summary>
public sealed class ModelPlan
{
    private readonly JsonArray? _layers;

    private ModelPlan(string kind, JsonArray layers)
    {
        Kind = kind;
        _layers = layers;
    }

    private ModelPlan(string kind, ClassifierOptions options)
    {
        Kind = kind;
        Classifier = options;
    }

    /// <summary>The kind of a neural network.</summary>
    public const string Network = "network";

    /// <summary><c>network</c>, or the name of a classical model.</summary>
    public string Kind { get; }

    /// <summary>A classical model's options; null for a network.</summary>
    public ClassifierOptions? Classifier { get; }

    /// <summary>The models that learn numbers on dimensions.</summary>
    internal static IReadOnlyList<string> OfNumbers { get; } = [Network, .. Regressors.Kinds];

    internal bool LearnsNumbers => OfNumbers.Contains(Kind);

    internal bool LearnsNumbersAlone => Regressors.IsOnly(Kind);

    /// <summary>A network's layers, in order.</summary>
    /// <exception cref="InvalidOperationException">The model is no network.</exception>
    public JsonArray Layers => _layers ?? throw new InvalidOperationException($"A {Kind} has no layers.");

    internal static ModelPlan Parse(RecipeObject json)
    {
        var kind = json.Text("kind");
        if (kind == Network)
        {
            json.Only("kind", "layers");
            if (json.Array("layers").Count == 0) throw new RecipeException(json.PlaceOf("layers"), "a network needs at least one layer.");
        }
        else if (Classifiers.Kinds.Contains(kind) || Regressors.IsOnly(kind))
        {
            return new ModelPlan(kind, ReadClassical(json));
        }
        else
        {
            string[] kinds = [Network, .. Classifiers.Kinds, .. Regressors.Kinds.Where(Regressors.IsOnly)];
            throw new RecipeException(
                json.PlaceOf("kind"), $"'{kind}'{NearestWord.Hint(kind, kinds)} is not one of {string.Join(", ", kinds)}.");
        }

        return new ModelPlan(kind, (JsonArray)json.Array("layers").DeepClone());
    }

    private static ClassifierOptions ReadClassical(RecipeObject json)
    {
        try
        {
            return Regressors.Kinds.Contains(json.Text("kind"))
                ? Regressors.ReadOptions(json.Json, json.Place)
                : Classifiers.ReadOptions(json.Json, json.Place);
        }
        catch (ClassifierOptionsException e)
        {
            throw new RecipeException(json.Place, e.Message, e);
        }
    }
}
