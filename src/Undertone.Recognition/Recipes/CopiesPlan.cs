using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>How often each training utterance is seen again with something done to its samples, and what.</summary>
public sealed class CopiesPlan
{
    /// <summary>The most copies of an utterance.</summary>
    public const int MostCopies = 100;

    private CopiesPlan(int count, IReadOnlyList<AugmentationStage> stages) => (Count, Stages) = (count, stages);

    /// <summary>The copies of each training utterance, beside the original. Default 1.</summary>
    public int Count { get; }

    /// <summary>What is done to each copy, one after another.</summary>
    public IReadOnlyList<AugmentationStage> Stages { get; }

    /// <summary>Reads a list of stages, as a recipe's <c>training.copies.stages</c> has it, or those of a recipe.</summary>
    /// <param name="json">The JSON text of the list or the recipe; comments and trailing commas are allowed.</param>
    /// <exception cref="RecipeException">The stages cannot be used, or the recipe has no copies.</exception>
    public static IReadOnlyList<AugmentationStage> ParseStages(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var node = JsonNode.Parse(json, documentOptions: Recipe.Lenient);
            if (node is not JsonObject recipe) return Parse(new RecipeObject(new JsonObject { ["stages"] = node }, "")).Stages;
            return Recipe.FromJson(recipe).Training.Copies?.Stages
                ?? throw new RecipeException("training.copies", "the recipe has no copies; name their stages there.");
        }
        catch (JsonException e)
        {
            throw new RecipeException("", "this is not JSON: " + e.Message, e);
        }
    }

    /// <summary>Equal for two plans exactly if they do the same.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} [{string.Join("; ", Stages)}]");

    internal static CopiesPlan Parse(RecipeObject json)
    {
        json.Only("count", "stages");
        var list = json.Array("stages");
        if (list.Count == 0) throw new RecipeException(json.PlaceOf("stages"), "name at least one stage.");
        var stages = new AugmentationStage[list.Count];
        for (var i = 0; i < stages.Length; i++)
        {
            var place = FormattableString.Invariant($"{json.PlaceOf("stages")}[{i}]");
            stages[i] = AugmentationStage.Parse(
                new RecipeObject(list[i] as JsonObject ?? throw new RecipeException(place, "expected an object { ... }."), place));
        }

        return new CopiesPlan(json.WholeNumber("count", 1, 1, MostCopies), stages);
    }
}
