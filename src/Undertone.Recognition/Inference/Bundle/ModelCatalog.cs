using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>Models that were brought in under a name, in the user's data folder beside encoders and voices.</summary>
public static class ModelCatalog
{
    private const string Ending = ".undertone";

    /// <summary>Where they lie.</summary>
    public static string Folder => Path.Combine(DataFolder.OfUser(), "models");

    /// <summary>The file of a model of a name, whether there is one or not.</summary>
    /// <param name="name">Its name.</param>
    public static string PathOf(string name) => Path.Combine(Folder, name + Ending);

    /// <summary>The files of all of them, in order.</summary>
    public static IReadOnlyList<string> Files() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*" + Ending).Order(StringComparer.Ordinal)] : [];
}
