namespace Undertone.Recognition.Recipes;

/// <summary>A key of a recipe that can be set.</summary>
/// <param name="Path">
/// Where it stands, as <see cref="Recipe.With"/> takes it; <c>N</c> stands for a place in a list, from 0: <c>features.list.N.n_mfcc</c>.
/// </param>
/// <param name="Of">
/// The features, layers, models and so on that have it, such as <c>mfcc</c>; empty where every recipe has it.
/// </param>
/// <param name="Type">What it takes, in words: <c>whole number, 1 to 100000</c>.</param>
/// <param name="Choices">The words that it takes; empty where it does not ask for one of a few.</param>
/// <param name="Default">What a missing key means, as JSON; null where there is no default, or none that is always the same.</param>
/// <param name="Description">What it does, in a sentence.</param>
public sealed record RecipeKey(
    string Path, IReadOnlyList<string> Of, string Type, IReadOnlyList<string> Choices, string? Default, string Description);
