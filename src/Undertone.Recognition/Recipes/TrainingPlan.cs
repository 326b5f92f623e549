using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Augmentation;
using Undertone.Learning.Neural.Losses;
using Undertone.Learning.Neural.Optimizers;

namespace Undertone.Recognition.Recipes;

/// <summary>How a recipe's network is trained; classical models use only the weights and the plain samplings.</summary>
public sealed record TrainingPlan
{
    /// <summary>The optimiser. Default Adam with a learning rate of 0.001.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The course of the learning rate. Default constant.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>What training makes small. Default cross-entropy.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>How a network learns numbers on dimensions. Default their concordance over the batch, at a weight of 1.</summary>
    public DimensionLossOptions Dimensions { get; init; } = new();

    /// <summary>The most passes over the training data. Default 40.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Utterances a step. Default 32.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Whether rare classes weigh more, in inverse proportion to their count. Default false.</summary>
    public bool BalancedClassWeights { get; init; }

    /// <summary>How the training part is balanced. Default none.</summary>
    public SamplingMode Sampling { get; init; }

    /// <summary>
    /// Whether every corpus of the training part has the same total weight, in inverse proportion to its size. Default false.
    /// </summary>
    public bool BalancedCorpusWeights { get; init; }

    /// <summary>
    /// Whether a corpus's missing labels are left out of the loss of its utterances: what its speakers were never asked to act is then not
    /// learnt to be wrong. Default false. For networks.
    /// </summary>
    public bool MaskMissingLabels { get; init; }

    /// <summary>
    /// Whether the shares of raters' votes are learnt, where an utterance has votes, in place of its one emotion. Default false. For
    /// networks.
    /// </summary>
    public bool LearnsVotes { get; init; }

    /// <summary>Layers that learn at another rate, later, or not at all; empty by default.</summary>
    public IReadOnlyList<LayerOptions> Layers { get; init; } = [];

    /// <summary>
    /// What is done to images and frames of the training part, before scaling, each time that they are seen; null, the default, for
    /// nothing.
    /// </summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>The model that teaches beside the labels, or null, the default, for none. For networks.</summary>
    public DistillationPlan? Distillation { get; init; }

    /// <summary>The largest norm of all gradients together; 0, the default, is no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>The decay of a moving average of the weights, which then predicts; 0, the default, is none.</summary>
    public double Ema { get; init; }

    /// <summary>The alpha of mixup (Zhang and others 2018); 0, the default, is none.</summary>
    public double MixupAlpha { get; init; }

    /// <summary>Epochs without a better validation score after which training ends, or null to run all epochs.</summary>
    public int? Patience { get; init; }

    /// <summary>
    /// The share of the training speakers that early stopping watches. Default 0.15; none are taken out where <see cref="Patience"/> is
    /// null.
    /// </summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>
    /// Whether the model also learns to answer relative to a voice, that is to the mean of what it makes of other clips of the same
    /// speaker. Default false.
    /// </summary>
    public bool Voices { get; init; }

    /// <summary>What tells a better epoch. Default the validation loss.</summary>
    public TrainingMonitor Monitor { get; init; } = TrainingMonitor.Loss;

    /// <summary>The altered copies of training utterances. Default null: none.</summary>
    public CopiesPlan? Copies { get; init; }

    internal static TrainingPlan Parse(RecipeObject json)
    {
        json.Only(
            "optimizer", "schedule", "loss", "epochs", "batch", "classWeights", "sampleWeights", "sampling", "maskMissingLabels", "labels",
            "layers", "clipNorm", "ema", "mixup", "earlyStopping", "copies", "augmentation", "distillation", "voices", "dimensions");
        var numbers = json.ObjectOrNone("dimensions")?.Only("loss", "weight");
        var stopping = json.ObjectOrNone("earlyStopping")?.Only("patience", "validationShare", "monitor");
        return new TrainingPlan
        {
            Optimizer = Options(json, "optimizer", OptimizerOptions.FromJson) ?? new OptimizerOptions(),
            Schedule = Options(json, "schedule", ScheduleOptions.FromJson) ?? new ScheduleOptions(),
            Loss = Options(json, "loss", LossOptions.FromJson) ?? new LossOptions(),
            Dimensions = new DimensionLossOptions
            {
                Kind = numbers?.Choice("loss", "ccc", "ccc", "mse") == "mse"
                    ? DimensionLossKind.SquaredError
                    : DimensionLossKind.Concordance,
                Weight = numbers?.Number("weight", 1, 0.0001, 10_000) ?? 1,
            },
            Epochs = json.WholeNumber("epochs", 40, 1, 100_000),
            Batch = json.WholeNumber("batch", 32, 1, 100_000),
            BalancedClassWeights = json.Choice("classWeights", "none", "none", "balanced") == "balanced",
            Sampling = json.Choice("sampling", "none", "none", "over", "under", "balanced-corpora", "balanced-corpora-and-classes") switch
            {
                "over" => SamplingMode.OverSample,
                "under" => SamplingMode.UnderSample,
                "balanced-corpora" => SamplingMode.BalancedCorpora,
                "balanced-corpora-and-classes" => SamplingMode.BalancedCorporaAndClasses,
                _ => SamplingMode.None,
            },
            BalancedCorpusWeights = json.Choice("sampleWeights", "none", "none", "corpus") == "corpus",
            MaskMissingLabels = json.Flag("maskMissingLabels", false),
            LearnsVotes = json.Choice("labels", "emotion", "emotion", "votes") == "votes",
            Layers = ParseLayers(json),
            Augmentation = Options(json, "augmentation", ImageAugmentation.FromJson) is { Count: > 0 } stages ? stages : null,
            Distillation = DistillationPlan.Parse(json.ObjectOrNone("distillation")),
            ClipNorm = json.Number("clipNorm", 0, 0, 1e6),
            Ema = json.Number("ema", 0, 0, 0.999999),
            MixupAlpha = json.Number("mixup", 0, 0, 100),
            Voices = json.Flag("voices", false),
            Copies = json.ObjectOrNone("copies") is { } copies ? CopiesPlan.Parse(copies) : null,
            Patience = stopping?.WholeNumber("patience", 10, 1, 100_000),
            ValidationShare = stopping?.Number("validationShare", 0.15, 0.01, 0.9) ?? 0.15,
            Monitor = stopping?.Choice("monitor", "loss", "loss", "accuracy", "uar", "ccc") switch
            {
                "accuracy" => TrainingMonitor.Accuracy,
                "uar" => TrainingMonitor.UnweightedAverageRecall,
                "ccc" => TrainingMonitor.Concordance,
                _ => TrainingMonitor.Loss,
            },
        };
    }

    private static LayerOptions[] ParseLayers(RecipeObject json)
    {
        if (!json.Has("layers")) return [];
        return [.. json.Array("layers").Select((node, i) => ParseLayer(node, $"{json.PlaceOf("layers")}[{i}]"))];
    }

    private static LayerOptions ParseLayer(JsonNode? node, string place)
    {
        var json = new RecipeObject(
            node as JsonObject ?? throw new RecipeException(place, "expected an object such as { \"layers\": \"conv2d\" }."), place);
        json.Only("layers", "learningRate", "frozenEpochs");
        var prefix = json.Text("layers");
        if (prefix.Length == 0 || !prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
            throw new RecipeException(json.PlaceOf("layers"), $"'{prefix}' is not the beginning of a layer's name, such as conv2d_1.");
        return new LayerOptions
        {
            Prefix = prefix,
            LearningRate = json.Number("learningRate", 1, 0, 1000),
            FrozenEpochs = json.WholeNumber("frozenEpochs", 0, 0, 100_000),
        };
    }

    private static T? Options<T>(RecipeObject json, string key, Func<JsonNode?, string, T> read)
        where T : class
    {
        if (!json.Has(key)) return null;
        try
        {
            return read(json.Json[key], json.PlaceOf(key));
        }
        catch (NetworkSpecException e)
        {
            throw RecipeException.Of(e);
        }
    }
}
