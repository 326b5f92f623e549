using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Cli.Options;

/// <summary>Finds the model that an option names.</summary>
internal static class Models
{
    /// <summary>The file of a bundle or of a run folder, or null for a built-in model's name.</summary>
    private static string? FileOf(string model)
    {
        if (File.Exists(model)) return model;
        if (!Directory.Exists(model)) return null;
        var inside = Path.Combine(model, "model.undertone");
        return File.Exists(inside) ? inside : throw new BadInputException($"{model}: this folder holds no model.undertone; name a bundle or the folder of a finished run.");
    }

    /// <summary>Loads the named model; the built-in one where none is named.</summary>
    public static EmotionRecognizer Load(string? model) => new(LoadBundle(model), model ?? EmotionRecognizer.DefaultModel);

    /// <summary>Loads the bundle of the named model; the built-in one where none is named.</summary>
    public static ModelBundle LoadBundle(string? model)
    {
        if (model is null) return EmotionRecognizer.LoadBuiltInBundle();
        if (FileOf(model) is { } file) return ModelBundle.Load(file);
        if (EmotionRecognizer.BuiltInNames.Contains(model)) return EmotionRecognizer.LoadBuiltInBundle(model);
        throw new BadInputException($"{model}: neither a model file nor a run folder nor a built-in model ({string.Join(", ", EmotionRecognizer.BuiltInNames)}).");
    }
}
