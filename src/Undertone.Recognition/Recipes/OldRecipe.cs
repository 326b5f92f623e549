using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>Recipes of models that an older version trained, brought to today's form without a change of their answers.</summary>
internal static class OldRecipe
{
    private const int PooledRateHz = 22050;

    /// <summary>
    /// A recipe from before there was <c>hearing</c>: its model heard clips as they were, at most with dither, which stood among the
    /// features; and pooled features had another rate where none was given. The object given stays as it is.
    /// </summary>
    /// <exception cref="RecipeException">The recipe cannot be used.</exception>
    public static Recipe FromVersion1(JsonObject json)
    {
        var recipe = (JsonObject)json.DeepClone();
        JsonNode dither = 0;
        if (recipe["features"] is JsonObject features)
        {
            if (features["dither"] is { } steps) dither = steps.DeepClone();
            features.Remove("dither");
            if (recipe["sampleRateHz"] is null && (features["shape"]?.ToString() ?? "pooled") == "pooled")
                recipe["sampleRateHz"] = PooledRateHz;
        }

        recipe["hearing"] = new JsonObject
        {
            ["offset"] = "keep",
            ["level"] = "as-recorded",
            ["band"] = "whole",
            ["speech"] = "whole",
            ["floorDb"] = "none",
            ["dither"] = dither,
        };
        return Recipe.FromJson(recipe);
    }
}
