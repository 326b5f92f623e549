using System.Collections.Concurrent;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>Features by recipe, each set of features computed once, when it is first asked for, however many recipes share it.</summary>
internal sealed class FeatureTables(Func<Recipe, float[][]> compute)
{
    private readonly ConcurrentDictionary<string, Lazy<float[][]>> _tables = new(StringComparer.Ordinal);

    /// <summary>The features that a recipe's model sees, unscaled, for each utterance and its copies.</summary>
    public Lazy<float[][]> Of(Recipe recipe) =>
        _tables.GetOrAdd($"{FeaturePipeline.Signature(recipe)}\n{recipe.Training.Copies}", _ => new Lazy<float[][]>(() => compute(recipe)));
}
