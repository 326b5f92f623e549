using System.Text.Json.Nodes;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>What a model costs: its size, and times on the machine that the comparison ran on.</summary>
/// <param name="TrainingSeconds">
/// Time to train all folds, without reading audio and computing features; null where the training was interrupted.
/// </param>
/// <param name="Parameters">Numbers in the trained model of the first fold.</param>
/// <param name="ModelBytes">The size of that model's file.</param>
/// <param name="MillisecondsPerClip">
/// The median time to answer for one file on one thread, reading and features included; null of a finished run, whose audio is not read.
/// </param>
public sealed record ModelCost(double? TrainingSeconds, long Parameters, long ModelBytes, double? MillisecondsPerClip)
{
    internal JsonObject ToJson() => new()
    {
        ["trainingSeconds"] = TrainingSeconds,
        ["parameters"] = Parameters,
        ["modelBytes"] = ModelBytes,
        ["millisecondsPerClip"] = MillisecondsPerClip,
    };

    /// <summary>Reads what <see cref="Save"/> wrote, or null where there is no such file or it is damaged: it is measured again.</summary>
    internal static ModelCost? TryLoad(string path) => JsonFile.TryRead(path, json => new ModelCost(
        json.NumberOrNone("trainingSeconds"), json.Count("parameters"), json.Count("modelBytes"),
        json.NumberOrNone("millisecondsPerClip")));

    /// <summary>The size of a model, without times.</summary>
    internal static ModelCost OfSize(string file)
    {
        var parameters = ModelBundle.Load(file).Weights.Sum(w => w.Shape.Aggregate(1L, (product, size) => product * size));
        return new ModelCost(null, parameters, new FileInfo(file).Length, null);
    }

    internal void Save(string path) => JsonFile.Write(path, ToJson());
}
