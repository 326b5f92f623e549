using System.Collections;

namespace Undertone.Recognition.Recipes;

/// <summary>The recipes that come with the library: their names, in order, and each by its name.</summary>
public sealed class BuiltInRecipes : IReadOnlyCollection<string>
{
    private const string Prefix = "recipe/";
    private const string Suffix = ".json";

    private readonly string[] _names =
    [
        .. typeof(BuiltInRecipes).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal),
    ];

    internal BuiltInRecipes()
    {
    }

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <summary>The recipe with this name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="RecipeException">There is none.</exception>
    public Recipe this[string name] => TryRead(name) is { } json
        ? Recipe.Parse(json)
        : throw new RecipeException("", $"there is no built-in recipe '{name}'; there are {string.Join(", ", _names)}.");

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The JSON of the recipe with this name; null where there is none.</summary>
    internal static string? TryRead(string name) => Resource(Prefix + name + Suffix);

    internal static string? Resource(string name)
    {
        using var resource = typeof(BuiltInRecipes).Assembly.GetManifestResourceStream(name);
        if (resource is null) return null;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
