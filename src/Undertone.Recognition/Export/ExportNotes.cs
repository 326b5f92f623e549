using System.Globalization;
using Undertone.Learning.Graphs;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Export;

/// <summary>What an exported file says of its model, to people and to programs.</summary>
internal static class ExportNotes
{
    /// <summary>Words and values, in order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Metadata(ModelManifest manifest) =>
    [
        new("undertone.version", manifest.PackageVersion),
        new("model", manifest.Name),
        new("model.version", manifest.Version),
        new("labels", string.Join(',', manifest.Labels)),
        new("recipe", manifest.Recipe.Name),
        new("recipe.json", manifest.Recipe.ToJson().ToJsonString()),
        new("features", string.Join("; ", manifest.Recipe.Features.List)),
        new("sampleRateHz", manifest.Recipe.SampleRateHz.ToString(CultureInfo.InvariantCulture)),
        new("licenses", string.Join("; ", manifest.TrainingCorpora.Select(c => $"{c.Name}: {c.License}"))),
    ];

    /// <summary>What a graph does, in sentences.</summary>
    public static string Description(ModelManifest manifest, IReadOnlyList<GraphPort> inputs)
    {
        var from = string.Join("; and ", inputs.Select(i => $"{i.Name} [{string.Join(", ", i.Shape)}], {i.Description}"));
        return $"Speech emotion recognition by the recipe {manifest.Recipe.Name}: from {from}; to the scores of "
            + $"{string.Join(", ", manifest.Labels)}. The clips of a batch are of one length: nothing is masked.";
    }

    /// <summary>Refuses a model that answers on dimensions: what is written has the scores of labels alone.</summary>
    /// <exception cref="ExportException">It does.</exception>
    public static void RequireEmotionsAlone(ModelManifest manifest)
    {
        if (manifest.Dimensions.Count == 0) return;
        var names = string.Join(", ", manifest.Dimensions.Select(d => d.Name));
        throw new ExportException(
            manifest.Name, $"it answers on {names}, and only scores of emotions are written. Train it on emotions alone.");
    }
}
