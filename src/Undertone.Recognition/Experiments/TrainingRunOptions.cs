using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments;

/// <summary>What a training run is made of. Equal options, data and version give equal files.</summary>
public sealed record TrainingRunOptions
{
    /// <summary>Folders and manifests with corpora.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>The corpora to use of the data, separated by commas, or null for all.</summary>
    public string? Corpus { get; init; }

    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>One of <see cref="Evaluation.ProtocolPlan.Names"/>. Default <c>speaker-kfold</c>.</summary>
    public string Protocol { get; init; } = "speaker-kfold";

    /// <summary>The number of folds of <c>speaker-kfold</c>. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The seed of the split, of initial weights, of shuffling and of dropout. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// What features are normalised by: <c>training</c> (default; the recipe's scaler, fitted on the training part), <c>speaker</c> (each speaker's own mean and
    /// deviation over all recordings, before the scaler: offline only, and the score says so), or <c>none</c>.
    /// </summary>
    public string Normalisation { get; init; } = "training";

    /// <summary>The emotions to tell apart, or null for all that the data has.</summary>
    public LabelSet? Labels { get; init; }

    /// <summary>What the model is called, or null for the recipe's name.</summary>
    public string? ModelName { get; init; }

    /// <summary>Whether the report carries the audio of the mistakes that it shows. Default false.</summary>
    public bool EmbedAudio { get; init; }

    /// <summary>Whether a last model is trained on all the data after the folds. Default true; without it a run only tests.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>Worker threads, or null for one a processor. Results do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>The share of the training speakers that early stopping watches, or null where nothing stops early.</summary>
    internal double? ValidationShare => Recipe.Training.Patience is null || Recipe.Model.Classifier is not null ? null : Recipe.Training.ValidationShare;

    internal JsonObject ToJson() => new()
    {
        ["packageVersion"] = PackageVersion.Text,
        ["data"] = new JsonArray([.. Data.Select(d => (JsonNode)JsonValue.Create(Path.GetFullPath(d)))]),
        ["corpus"] = Corpus,
        ["protocol"] = Protocol,
        ["folds"] = Folds,
        ["seed"] = Seed,
        ["normalisation"] = Normalisation,
        ["labels"] = Labels is null ? null : new JsonArray([.. Labels.Select(l => (JsonNode)JsonValue.Create(l))]),
        ["modelName"] = ModelName,
        ["embedAudio"] = EmbedAudio,
        ["refit"] = Refit,
    };

    internal static TrainingRunOptions FromJson(JsonObject json, Recipe recipe) => new()
    {
        Data = [.. json["data"]!.AsArray().Select(d => d!.GetValue<string>())],
        Corpus = json["corpus"]?.GetValue<string>(),
        Recipe = recipe,
        Protocol = json["protocol"]!.GetValue<string>(),
        Folds = json["folds"]!.GetValue<int>(),
        Seed = json["seed"]!.GetValue<int>(),
        Normalisation = json["normalisation"]!.GetValue<string>(),
        Labels = json["labels"] is JsonArray labels ? new LabelSet(labels.Select(l => l!.GetValue<string>())) : null,
        ModelName = json["modelName"]?.GetValue<string>(),
        EmbedAudio = json["embedAudio"]?.GetValue<bool>() ?? false,
        Refit = json["refit"]?.GetValue<bool>() ?? true,
    };
}
