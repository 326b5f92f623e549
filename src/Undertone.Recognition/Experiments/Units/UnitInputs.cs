using Undertone.Recognition.Corpora;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments.Units;

/// <summary>What the units of experiments depend on.</summary>
internal static class UnitInputs
{
    /// <summary>The utterances, each known by the digest of its audio that reading the data gave.</summary>
    public static IReadOnlyList<WorkInput> Of(IReadOnlyList<Utterance> utterances) =>
    [
        .. utterances.Select(u => WorkInput.Known(u.Span.Length == 0 ? u.Path : $"{u.Path} ({u.Span})", u.AudioHash)),
    ];

    /// <summary>A settled recipe with its encoder, and the models that teach it.</summary>
    public static IEnumerable<WorkInput> Of(string name, Recipe recipe)
    {
        yield return WorkInput.OfText($"the recipe {name}", $"{recipe.ToJson().ToJsonString()}\n{FeaturePipeline.Signature(recipe)}");
        string?[] models = [recipe.Training.Distillation?.Model, recipe.Fusion?.Recipe.Training.Distillation?.Model];
        foreach (var model in models.OfType<string>())
        {
            if (File.Exists(model)) yield return WorkInput.OfFile(model);
            if (!Directory.Exists(model)) continue;
            foreach (var file in Directory.GetFiles(model, "model.undertone", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                yield return WorkInput.OfFile(file);
        }
    }
}
