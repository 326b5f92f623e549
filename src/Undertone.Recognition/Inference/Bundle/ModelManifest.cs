using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>What a model bundle says of itself: everything but the weights and the card.</summary>
public sealed record ModelManifest
{
    /// <summary>
    /// The version of the bundle format that this program writes. It reads version 1 as well, whose models heard clips as they were, and
    /// version 2, whose models knew no voices, carried no encoder, and had the confidence that the model gave.
    /// </summary>
    public const int CurrentFormatVersion = 3;

    /// <summary>The oldest version that this program reads.</summary>
    public const int OldestFormatVersion = 1;

    private const int MostFrames = 1 << 24;
    private const int MostBands = 1 << 20;

    /// <summary>The model's name, such as <c>base</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model's own version. Default <c>1</c>.</summary>
    public string Version { get; init; } = "1";

    /// <summary>The version of Undertone that trained it.</summary>
    public required string PackageVersion { get; init; }

    /// <summary>The recipe that trained it; prediction runs the same one.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The emotions, in the order of the outputs; <see cref="LabelSet.None"/> where it answers on dimensions alone.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>The dimensions that it answers on, in the order of the outputs; empty, the default, for none.</summary>
    public IReadOnlyList<ModelDimension> Dimensions { get; init; } = [];

    /// <summary>The shape of one input; -1 where it varies.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>The fitted scaler.</summary>
    public required IScaler Scaler { get; init; }

    /// <summary>What a classical model needs beside its arrays, or null.</summary>
    public JsonObject? ModelSettings { get; init; }

    /// <summary>What it needs to answer relative to a voice; null where it cannot.</summary>
    public VoiceSettings? Voices { get; init; }

    /// <summary>The description of the encoder that the model builds on or was started from; null for none.</summary>
    public JsonObject? Encoder { get; init; }

    /// <summary>What it was trained on.</summary>
    public required IReadOnlyList<TrainingCorpus> TrainingCorpora { get; init; }

    /// <summary>The speakers that it was trained on, as <c>corpus/speaker</c>: a score on any of these is inflated.</summary>
    public required IReadOnlyList<string> Speakers { get; init; }

    /// <summary>
    /// The hashes of the recordings that it was trained on, in order: 16 hexadecimal digits each, of the decoded samples and their rate.
    /// Empty in a model of a version that kept none.
    /// </summary>
    public IReadOnlyList<string> TrainingAudio { get; init; } = [];

    /// <summary>The seed of the training run.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// What the model's probabilities are scaled by (<see cref="TemperatureScaling"/>); 1, the default, leaves them as they are.
    /// </summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Answers below this confidence, after scaling, are uncertain.</summary>
    public double UncertainBelow { get; init; }

    /// <summary>
    /// The evaluation of the training run with its protocol, as <c>evaluation.json</c> has it, or null where none was made.
    /// </summary>
    public JsonObject? Evaluation { get; init; }

    /// <summary>
    /// The model as <c>models show --json</c> has it: name, version, recipe, labels, training corpora and scores, and dimensions where it
    /// answers on any.
    /// </summary>
    public JsonObject Describe()
    {
        var json = new JsonObject
        {
            ["name"] = Name,
            ["version"] = Version,
            ["recipe"] = Recipe.Name,
            ["labels"] = new JsonArray([.. Labels.Select(l => (JsonNode)JsonValue.Create(l))]),
            ["corpora"] = new JsonArray([.. TrainingCorpora.Select(c => (JsonNode)new JsonObject
            {
                ["name"] = c.Name,
                ["license"] = c.License,
                ["utterances"] = c.Utterances,
                ["speakers"] = c.Speakers,
            })]),
            ["evaluation"] = Evaluation?.DeepClone(),
        };
        if (Dimensions.Count > 0) json["dimensions"] = Strings(Dimensions.Select(d => d.Name));
        return json;
    }

    internal JsonObject ToJson()
    {
        var json = PlainJson();
        if (Voices is { } voices) json["voices"] = voices.ToJson();
        if (Dimensions.Count > 0)
        {
            json["dimensions"] = new JsonArray([.. Dimensions.Select(d => (JsonNode)new JsonObject
            {
                ["name"] = d.Name,
                ["mean"] = d.Mean,
                ["deviation"] = d.StandardDeviation,
            })]);
        }

        return json;
    }

    private JsonObject PlainJson() => new()
    {
        ["formatVersion"] = CurrentFormatVersion,
        ["name"] = Name,
        ["version"] = Version,
        ["packageVersion"] = PackageVersion,
        ["labels"] = Strings(Labels),
        ["inputShape"] = new JsonArray([.. InputShape.Select(i => (JsonNode)JsonValue.Create(i))]),
        ["recipe"] = Recipe.ToJson(),
        ["modelSettings"] = ModelSettings?.DeepClone(),
        ["encoder"] = Encoder?.DeepClone(),
        ["scaler"] = ScalerJson.Write(Scaler),
        ["training"] = new JsonObject
        {
            ["seed"] = Seed,
            ["corpora"] = new JsonArray([.. TrainingCorpora.Select(c => (JsonNode)new JsonObject
            {
                ["name"] = c.Name,
                ["license"] = c.License,
                ["commercialUse"] = c.CommercialUse,
                ["derivatives"] = c.Derivatives,
                ["utterances"] = c.Utterances,
                ["speakers"] = c.Speakers,
            })]),
            ["speakers"] = Strings(Speakers),
            ["audio"] = Strings(TrainingAudio),
        },
        ["temperature"] = Temperature,
        ["uncertainBelow"] = UncertainBelow,
        ["evaluation"] = Evaluation?.DeepClone(),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">A value is missing, of another kind or impossible.</exception>
    internal static ModelManifest FromJson(SavedJson json)
    {
        var training = json.Object("training");
        var manifest = new ModelManifest
        {
            Name = json.Text("name"),
            Version = json.Text("version"),
            PackageVersion = json.Text("packageVersion"),
            Recipe = json.WholeNumber("formatVersion") == 1
                ? OldRecipe.FromVersion1(json.Object("recipe").Json)
                : Recipe.FromJson(json.Object("recipe").Json),
            Labels = LabelsOf(json),
            Dimensions = DimensionsOf(json),
            InputShape = json.WholeNumbers("inputShape"),
            Scaler = ScalerJson.Read(json, "scaler"),
            ModelSettings = json.ObjectOrNone("modelSettings")?.Json,
            Voices = json.ObjectOrNone("voices") is { } voices ? VoiceSettings.FromJson(voices) : null,
            Encoder = json.ObjectOrNone("encoder")?.Json,
            TrainingCorpora = [.. training.Objects("corpora").Select(Corpus)],
            Speakers = training.Texts("speakers"),
            TrainingAudio = training.TextsOrNone("audio") ?? [],
            Seed = training.WholeNumber("seed"),
            Temperature = json.Number("temperature", 1, TemperatureScaling.Lowest, TemperatureScaling.Highest),
            UncertainBelow = json.Number("uncertainBelow"),
            Evaluation = json.ObjectOrNone("evaluation")?.Json,
        };
        var shape = manifest.InputShape;
        if (!manifest.Recipe.Targets.Dimensions.SequenceEqual(manifest.Dimensions.Select(d => d.Name))
            || manifest.Recipe.Targets.Emotion != manifest.Labels.Count > 0)
        {
            throw new DamagedJsonException("dimensions", "labels and dimensions are not those of the recipe's targets");
        }

        if (shape.Count is 0 or > 3 || shape.Skip(1).Any(s => s is < 1 or > MostBands) || shape[0] is 0 or < -1 or > MostFrames)
        {
            throw new DamagedJsonException("inputShape", "it is impossible");
        }

        return manifest;
    }

    private static LabelSet LabelsOf(SavedJson json)
    {
        try
        {
            return json.Texts("labels") is { Count: > 0 } labels ? new LabelSet(labels) : LabelSet.None;
        }
        catch (ArgumentException e)
        {
            throw new DamagedJsonException("labels", "it is impossible", e);
        }
    }

    private static ModelDimension[] DimensionsOf(SavedJson json)
    {
        ModelDimension[] found = json.Has("dimensions")
            ? [.. json.Objects("dimensions").Select(d =>
                new ModelDimension(d.Text("name"), d.Number("mean"), d.Number("deviation", null, double.Epsilon)))]
            : [];
        return found.All(d => !string.IsNullOrWhiteSpace(d.Name)) && found.Select(d => d.Name).Distinct().Count() == found.Length
            ? found
            : throw new DamagedJsonException("dimensions", "it is impossible");
    }

    private static TrainingCorpus Corpus(SavedJson json) =>
        new(json.Text("name"), json.Text("license"), json.WholeNumber("utterances", 0), json.WholeNumber("speakers", 0))
        {
            CommercialUse = json.FlagOrNone("commercialUse"),
            Derivatives = json.FlagOrNone("derivatives"),
        };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);
}
