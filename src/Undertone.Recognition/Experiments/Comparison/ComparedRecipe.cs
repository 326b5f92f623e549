using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>A recipe of a comparison.</summary>
/// <param name="Name">What it is called there, unlike every other one.</param>
/// <param name="Folder">The name of its runs' folders, unlike every other one.</param>
/// <param name="Recipe">The recipe.</param>
internal sealed record ComparedRecipe(string Name, string Folder, Recipe Recipe)
{
    /// <summary>Tells recipes of the same name apart by a number.</summary>
    public static ComparedRecipe[] Number(IReadOnlyList<Recipe> recipes) => [.. recipes.Select((recipe, i) =>
    {
        var before = recipes.Take(i).Count(other => other.Name == recipe.Name);
        var name = before == 0 ? recipe.Name : FormattableString.Invariant($"{recipe.Name} ({before + 1})");
        return new ComparedRecipe(name, FormattableString.Invariant($"{i + 1}-{recipe.Name}"), recipe);
    })];
}
