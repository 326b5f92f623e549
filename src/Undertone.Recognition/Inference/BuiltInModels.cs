using System.Reflection;

namespace Undertone.Recognition.Inference;

/// <summary>The models of the package Undertone.Models.Base, where the program has it.</summary>
internal static class BuiltInModels
{
    private const string Prefix = "model/";

    // The name stands in the call itself: linkers read it there, and keep the assembly with what it holds.
    private static readonly Assembly? Package = Type.GetType("Undertone.Models.Base.TrainedModels, Undertone.Models.Base")?.Assembly;

    /// <summary>Their names, in ordinal order; none where the package is not there.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. (Package?.GetManifestResourceNames() ?? [])
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The bytes of the bundle with this name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="InvalidOperationException">There is none at all.</exception>
    public static Stream Open(string name)
    {
        if (Names.Count == 0)
        {
            throw new InvalidOperationException(
                $"There is no built-in model '{name}': built-in models are a package of their own, for non-commercial use, which this " +
                "program does not have. 'dotnet add package Undertone.Models.Base' adds them; EmotionRecognizer.Load reads other models.");
        }

        return Package!.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no built-in model '{name}'; there are: {string.Join(", ", Names)}.");
    }
}
