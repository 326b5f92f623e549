namespace Undertone.Recognition.Recipes;

/// <summary>
/// A network that learns from a finished model's answers as well as from the labels (Hinton and others 2015): how sure a better model is,
/// and of what else, says more than one word does.
/// </summary>
public sealed record DistillationPlan
{
    /// <summary>
    /// The file of the model that teaches, or the folder of a finished run on the same folds, whose models each teach the fold that they
    /// have not heard the test part of. It tells all labels apart that are learnt. For the second of two recipes that are fused it may be
    /// <see cref="First"/>.
    /// </summary>
    public required string Model { get; init; }

    /// <summary>The word for the first of two recipes that are fused, as trained on the same fold.</summary>
    public const string First = "first";

    /// <summary>The share of the teacher's answer in what is learnt; the rest is the label. Default 0.5.</summary>
    public double Weight { get; init; } = 0.5;

    /// <summary>The teacher's probabilities are taken to the power of 1 / temperature, which evens them out. Default 2.</summary>
    public double Temperature { get; init; } = 2;

    internal static DistillationPlan? Parse(RecipeObject? json)
    {
        if (json is null) return null;
        json.Only("model", "weight", "temperature");
        var model = json.Text("model");
        if (model.Length == 0)
            throw new RecipeException(json.PlaceOf("model"), "name the file of a model, such as model.undertone, or the folder of a run.");
        return new DistillationPlan
        {
            Model = model,
            Weight = json.Number("weight", 0.5, 0, 1),
            Temperature = json.Number("temperature", 2, 0.1, 100),
        };
    }
}
