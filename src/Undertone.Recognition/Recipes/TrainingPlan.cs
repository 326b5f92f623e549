using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>How a recipe's network is trained; classical models use only the class weights.</summary>
public sealed record TrainingPlan
{
    /// <summary>The optimiser's options as the recipe has them, such as <c>{ "type": "adam", "learningRate": 0.001 }</c>.</summary>
    public required JsonObject Optimizer { get; init; }

    /// <summary>The learning-rate schedule as the recipe has it, or null for a constant rate.</summary>
    public JsonObject? Schedule { get; init; }

    /// <summary>The most passes over the training data. Default 40.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Utterances a step. Default 32.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Whether rare classes weigh more, in inverse proportion to their count. Default false.</summary>
    public bool BalancedClassWeights { get; init; }

    /// <summary>The share of the target spread evenly over all classes. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The largest norm of all gradients together, or null for no limit.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Epochs without a better validation score after which training ends, or null to run all epochs.</summary>
    public int? Patience { get; init; }

    /// <summary>The share of the training speakers that early stopping watches. Default 0.15; none are taken out where <see cref="Patience"/> is null.</summary>
    public double ValidationShare { get; init; } = 0.15;

    internal static TrainingPlan Parse(RecipeObject json)
    {
        json.Only("optimizer", "schedule", "epochs", "batch", "classWeights", "labelSmoothing", "clipNorm", "earlyStopping", "augmentation");
        if (json.Has("augmentation") && json.Array("augmentation").Count > 0)
        {
            throw new RecipeException(json.PlaceOf("augmentation") + "[0]", "no augmentation is known to this version; leave the list empty.");
        }

        var stopping = json.ObjectOrNone("earlyStopping")?.Only("patience", "validationShare");
        return new TrainingPlan
        {
            Optimizer = json.ObjectOrNone("optimizer")?.Json ?? new JsonObject { ["type"] = "adam" },
            Schedule = json.ObjectOrNone("schedule")?.Json,
            Epochs = json.Integer("epochs", 40, 1, 100_000),
            Batch = json.Integer("batch", 32, 1, 100_000),
            BalancedClassWeights = json.Choice("classWeights", "none", "none", "balanced") == "balanced",
            LabelSmoothing = json.Number("labelSmoothing", 0, 0, 0.9),
            ClipNorm = json.Has("clipNorm") ? json.Number("clipNorm", 0, 1e-6, 1e6) : null,
            Patience = stopping?.Integer("patience", 10, 1, 100_000),
            ValidationShare = stopping?.Number("validationShare", 0.15, 0.01, 0.9) ?? 0.15,
        };
    }
}
