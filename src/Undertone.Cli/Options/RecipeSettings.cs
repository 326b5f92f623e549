using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Options;

/// <summary>The recipe that a command line asks for.</summary>
internal static class RecipeSettings
{
    /// <summary>A recipe with what <c>--set</c> says of it.</summary>
    /// <exception cref="RecipeException">There is no such recipe, or a setting cannot be used.</exception>
    public static Recipe Load(string name, IEnumerable<string>? settings)
    {
        var recipe = Recipe.Load(name);
        foreach (var setting in settings ?? [])
        {
            var (key, value) = CommonOptions.Split(setting);
            recipe = recipe.With(key, value);
        }

        return recipe;
    }
}
