using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>The features of the trials' recipes, each set of features computed once however many trials share it.</summary>
internal sealed class FeatureTables
{
    private readonly Dictionary<string, Lazy<float[][]>> _tables = new(StringComparer.Ordinal);

    public FeatureTables(IEnumerable<Recipe> recipes, Func<Recipe, float[][]> compute)
    {
        foreach (var recipe in recipes)
        {
            var signature = FeaturePipeline.Signature(recipe);
            if (!_tables.ContainsKey(signature)) _tables[signature] = new Lazy<float[][]>(compute(recipe));
        }
    }

    public Lazy<float[][]> Of(Recipe recipe) => _tables[FeaturePipeline.Signature(recipe)];
}
