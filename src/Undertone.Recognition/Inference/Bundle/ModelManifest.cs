using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>What a model bundle says of itself: everything but the weights and the card.</summary>
public sealed record ModelManifest
{
    /// <summary>The version of the bundle format that this program writes and reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The model's name, such as <c>base</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model's own version. Default <c>1</c>.</summary>
    public string Version { get; init; } = "1";

    /// <summary>The version of Undertone that trained it.</summary>
    public required string PackageVersion { get; init; }

    /// <summary>The recipe that trained it; prediction runs the same one.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The emotions, in the order of the outputs.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>The shape of one input; -1 where it varies.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>The fitted scaler.</summary>
    public required IScaler Scaler { get; init; }

    /// <summary>What a classical model needs beside its arrays, or null.</summary>
    public JsonObject? ModelSettings { get; init; }

    /// <summary>What it was trained on.</summary>
    public required IReadOnlyList<TrainingCorpus> TrainingCorpora { get; init; }

    /// <summary>The speakers that it was trained on, as <c>corpus/speaker</c>: a score on any of these is inflated.</summary>
    public required IReadOnlyList<string> Speakers { get; init; }

    /// <summary>The seed of the training run.</summary>
    public required int Seed { get; init; }

    /// <summary>Answers below this confidence are uncertain.</summary>
    public double UncertainBelow { get; init; }

    /// <summary>The evaluation of the training run with its protocol, as <c>evaluation.json</c> has it, or null where none was made.</summary>
    public JsonObject? Evaluation { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["formatVersion"] = CurrentFormatVersion,
        ["name"] = Name,
        ["version"] = Version,
        ["packageVersion"] = PackageVersion,
        ["labels"] = Strings(Labels),
        ["inputShape"] = new JsonArray([.. InputShape.Select(i => (JsonNode)JsonValue.Create(i))]),
        ["recipe"] = Recipe.ToJson(),
        ["modelSettings"] = ModelSettings?.DeepClone(),
        ["scaler"] = new JsonObject { ["kind"] = Scaler.Kind, ["offset"] = Numbers(Scaler.Offset), ["scale"] = Numbers(Scaler.Scale) },
        ["training"] = new JsonObject
        {
            ["seed"] = Seed,
            ["corpora"] = new JsonArray([.. TrainingCorpora.Select(c => (JsonNode)new JsonObject { ["name"] = c.Name, ["license"] = c.License, ["utterances"] = c.Utterances, ["speakers"] = c.Speakers })]),
            ["speakers"] = Strings(Speakers),
        },
        ["uncertainBelow"] = UncertainBelow,
        ["evaluation"] = Evaluation?.DeepClone(),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote; anything else ends in an exception of reading, which the bundle turns into its own.</summary>
    internal static ModelManifest FromJson(JsonObject json)
    {
        var scaler = json["scaler"]!;
        var manifest = new ModelManifest
        {
            Name = json["name"]!.GetValue<string>(),
            Version = json["version"]!.GetValue<string>(),
            PackageVersion = json["packageVersion"]!.GetValue<string>(),
            Recipe = Recipe.Parse(json["recipe"]!.ToJsonString()),
            Labels = new LabelSet(json["labels"]!.AsArray().Select(l => l!.GetValue<string>())),
            InputShape = [.. json["inputShape"]!.AsArray().Select(i => i!.GetValue<int>())],
            Scaler = Scalers.Restore(scaler["kind"]!.GetValue<string>(), Doubles(scaler["offset"]!), Doubles(scaler["scale"]!)),
            ModelSettings = json["modelSettings"] as JsonObject,
            TrainingCorpora = [.. json["training"]!["corpora"]!.AsArray().Select(c => new TrainingCorpus(c!["name"]!.GetValue<string>(), c["license"]!.GetValue<string>(), c["utterances"]!.GetValue<int>(), c["speakers"]!.GetValue<int>()))],
            Speakers = [.. json["training"]!["speakers"]!.AsArray().Select(s => s!.GetValue<string>())],
            Seed = json["training"]!["seed"]!.GetValue<int>(),
            UncertainBelow = json["uncertainBelow"]!.GetValue<double>(),
            Evaluation = json["evaluation"] as JsonObject,
        };
        if (manifest.InputShape.Count is 0 or > 3 || manifest.InputShape.Skip(1).Any(s => s is < 1 or > 1 << 20) || manifest.InputShape[0] is 0 or < -1 or > 1 << 24) throw new JsonException("the input shape is impossible.");
        return manifest;
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);

    private static double[] Doubles(JsonNode node) => [.. node.AsArray().Select(v => v!.GetValue<double>())];
}
