using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Robustness;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>What a training run is made of. Equal options, data and version give equal files.</summary>
public sealed record TrainingRunOptions : ExperimentOptions
{
    /// <summary>Begins with the defaults.</summary>
    public TrainingRunOptions()
    {
    }

    /// <summary>A run of another experiment: its data, folds, seed and labels, and not its recipes.</summary>
    [SetsRequiredMembers]
    internal TrainingRunOptions(ExperimentOptions common, Recipe recipe)
        : base(common) => Recipe = recipe;

    [SetsRequiredMembers]
    private TrainingRunOptions(SavedJson json, Recipe recipe)
        : base(json)
    {
        Recipe = recipe;
        Protocol = ProtocolSpec.Parse(json.Text("protocol"));
        Normalization = EnumWords.Parse<Normalization>(json.Text("normalisation"))
            ?? throw new DamagedJsonException("normalisation", "unknown word");
        ModelName = json.TextOrNone("modelName");
        EmbedAudio = json.FlagOrNone("embedAudio") ?? false;
        Refit = json.FlagOrNone("refit") ?? true;
        Licenses = json.TextOrNone("licenses") is { } licenses
            ? EnumWords.Parse<LicenseFilter>(licenses) ?? throw new DamagedJsonException("licenses", "unknown word")
            : LicenseFilter.Any;
        Importance = json.FlagOrNone("importance") ?? false;
        EmbeddingMap = json.FlagOrNone("embeddingMap") ?? false;
        Robustness = json.ObjectOrNone("robustness") is { } robustness ? RobustnessOptions.FromJson(robustness) : null;
    }

    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>How the model is tested. Default <see cref="ProtocolSpec.SpeakerKFold"/>.</summary>
    public ProtocolSpec Protocol { get; init; } = ProtocolSpec.SpeakerKFold;

    /// <summary>What features are normalised by. Default the training part.</summary>
    public Normalization Normalization { get; init; }

    /// <summary>What the model is called, or null for the recipe's name.</summary>
    public string? ModelName { get; init; }

    /// <summary>Whether the report carries the audio of the mistakes that it shows. Default false.</summary>
    public bool EmbedAudio { get; init; }

    /// <summary>Whether a last model is trained on all the data after the folds. Default true; without it a run only tests.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>Which corpora are used, by their terms. Default all.</summary>
    public LicenseFilter Licenses { get; init; }

    /// <summary>
    /// Whether and how the models of the folds are also tested on altered copies of their test parts, for the card and the report. Default
    /// null: they are not.
    /// </summary>
    public RobustnessOptions? Robustness { get; init; }

    /// <summary>
    /// Whether the report also tells what each feature, or of images each band of frequencies, is worth to the models of the folds, by
    /// exchanging it in their test parts; of what an encoder tells alone it says why there is nothing to exchange. Default false.
    /// </summary>
    public bool Importance { get; init; }

    /// <summary>Whether the report also has a map of what the first fold's model makes of its test part. Default false.</summary>
    public bool EmbeddingMap { get; init; }

    /// <summary>The share of the training speakers that early stopping watches, or null where nothing stops early.</summary>
    internal double? ValidationShare =>
        Recipe.Training.Patience is null || Recipe.Model.Classifier is not null ? null : Recipe.Training.ValidationShare;

    internal TrainingJob Job => new(Recipe, ModelName ?? Recipe.Name, Seed, WorkerThreads);

    /// <inheritdoc/>
    /// <exception cref="RecipeException">The recipe's layers cannot be read, or their shapes do not fit.</exception>
    public override void Validate()
    {
        base.Validate();
        if (Recipe is null) throw new ExperimentOptionException(nameof(Recipe), "there is none: name a built-in recipe or a recipe file.");
        if (Protocol is not { Kind: not ProtocolKind.ModelOnData })
            throw new ExperimentOptionException(nameof(Protocol), "there is none to train under.");
        Robustness?.Validate();
        if (!Recipe.Targets.Emotion) RequireEmotion();
        if (Robustness is not null && Protocol.Kind == ProtocolKind.None)
            throw new ExperimentOptionException(nameof(Robustness), "the protocol 'none' tests nothing: name one that does.");
        if (Robustness is not null && Normalization == Normalization.Speaker)
        {
            throw new ExperimentOptionException(
                nameof(Robustness), "a model in use has no recordings to normalise a speaker by: leave the normalisation by speaker out.");
        }

        if (Recipe.Training.Voices && Normalization == Normalization.Speaker)
        {
            throw new ExperimentOptionException(
                nameof(Normalization),
                $"the recipe {Recipe.Name} learns answers relative to a voice (training.voices), and features that are normalised by "
                + "speaker have no voice left in them: leave one of the two out, such as by --set training.voices=false.");
        }

        if (Recipe.Fusion is not null && Normalization == Normalization.Speaker)
            throw new ExperimentOptionException(nameof(Normalization), "recipes that are fused are normalised by the training part.");
        if ((Importance || EmbeddingMap) && Protocol.Kind == ProtocolKind.None)
        {
            throw new ExperimentOptionException(
                Importance ? nameof(Importance) : nameof(EmbeddingMap), "the protocol 'none' tests nothing: name one that does.");
        }

        // Layers that do not fit are told before hours of audio are read.
        var recipe = EncoderRecipe.Settle(Recipe);
        if (recipe.Model.Classifier is null) NetworkModel.Create(recipe, new FeaturePipeline(recipe).InputShape, classes: 2);
        else if (recipe.Encoder is not null) _ = new FeaturePipeline(recipe);
        if (recipe.Fusion is not { Recipe: var second }) return;
        var view = new FeaturePipeline(recipe);
        if (second.Model.Classifier is null) NetworkModel.Create(second, view.Second!, classes: 2);
    }

    private void RequireEmotion()
    {
        const string Fault = "it is told by the recall of emotions, and the recipe's targets are dimensions alone: leave it out.";
        if (Robustness is not null) throw new ExperimentOptionException(nameof(Robustness), Fault);
        if (Importance) throw new ExperimentOptionException(nameof(Importance), Fault);
        if (EmbeddingMap) throw new ExperimentOptionException(nameof(EmbeddingMap), Fault);
        if (Labels is not null)
            throw new ExperimentOptionException(nameof(Labels), "the recipe's targets are dimensions alone: leave them out.");
    }

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["packageVersion"] = PackageVersion.Text,
            ["data"] = DataJson(),
            ["corpus"] = Corpus,
            ["protocol"] = Protocol.ToString(),
            ["folds"] = Folds,
            ["seed"] = Seed,
            ["normalisation"] = Normalization.Word(),
            ["labels"] = LabelsJson(),
            ["modelName"] = ModelName,
            ["embedAudio"] = EmbedAudio,
            ["refit"] = Refit,
            ["licenses"] = Licenses.Word(),
            ["robustness"] = Robustness?.ToJson(),
            ["importance"] = Importance,
            ["embeddingMap"] = EmbeddingMap,
        };
        if (!Selection.IsAll) json["selection"] = Selection.ToJson();
        return json;
    }

    internal static TrainingRunOptions FromJson(SavedJson json, Recipe recipe) => new(json, recipe);
}
