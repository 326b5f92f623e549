using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>What is compared on what. Every recipe sees the same utterances in the same folds.</summary>
public sealed record ComparisonOptions : ExperimentOptions
{
    /// <summary>Begins with the defaults.</summary>
    public ComparisonOptions()
    {
    }

    [SetsRequiredMembers]
    private ComparisonOptions(SavedJson json)
        : base(json)
    {
        Recipes = [.. json.Objects("recipes").Select(r => Recipe.FromJson(r.Json))];
        Protocols = [.. json.Texts("protocols").Select(ProtocolSpec.Parse)];
        CrossCorpus = json.Flag("crossCorpus");
        EmbedAudio = json.FlagOrNone("embedAudio") ?? false;
        FinishedRuns = json.TextsOrNone("finishedRuns") ?? [];
    }

    /// <summary>
    /// The recipes, at least one where there are no <see cref="FinishedRuns"/>; of two with the same name the second is called
    /// <c>name (2)</c>.
    /// </summary>
    public required IReadOnlyList<Recipe> Recipes { get; init; }

    /// <summary>
    /// Folders of training runs that are finished, to stand beside the recipes: they must have been tested on the same utterances in the
    /// same folds. Where there are no recipes, no data is read. Default none.
    /// </summary>
    public IReadOnlyList<string> FinishedRuns { get; init; } = [];

    /// <summary>The protocols, at least one; any but <c>none</c>. Default <see cref="ProtocolSpec.SpeakerKFold"/> alone.</summary>
    public IReadOnlyList<ProtocolSpec> Protocols { get; init; } = [ProtocolSpec.SpeakerKFold];

    /// <summary>Whether each recipe is trained on each corpus and tested on each other one as well. Default false.</summary>
    public bool CrossCorpus { get; init; }

    /// <summary>Whether the report of each run carries the audio of mistakes. Default false.</summary>
    public bool EmbedAudio { get; init; }

    /// <inheritdoc/>
    /// <exception cref="RecipeException">A recipe's layers cannot be read, or their shapes do not fit.</exception>
    public override void Validate()
    {
        if (Recipes is not { Count: > 0 } && FinishedRuns is not { Count: > 0 })
            throw new ExperimentOptionException(nameof(Recipes), "there is no recipe to compare.");
        if (Recipes is not { Count: > 0 })
        {
            if (CrossCorpus)
                throw new ExperimentOptionException(nameof(CrossCorpus), "it trains recipes, and only finished runs are given.");
            return;
        }

        base.Validate();
        if (Protocols is not { Count: > 0 })
            throw new ExperimentOptionException(nameof(Protocols), "there is no protocol to compare under.");
        if (Protocols.Any(p => p.Kind == ProtocolKind.None))
        {
            throw new ExperimentOptionException(nameof(Protocols), "'none' tests nothing, so there is nothing to compare.");
        }

        if (FinishedRuns.Count > 0 && Protocols.Count > 1)
            throw new ExperimentOptionException(nameof(Protocols), "a finished run was tested under one: give one protocol beside it.");
        var numbers = Recipes.FirstOrDefault(r => !r.Targets.Emotion);
        if (numbers is not null && Recipes.FirstOrDefault(r => r.Targets.Emotion) is { } words)
        {
            throw new ExperimentOptionException(
                nameof(Recipes), $"{numbers.Name} has dimensions alone as its targets, and {words.Name} the emotion: there is no score of "
                + "both. Name the emotion among the targets of all, or of none.");
        }

        if (numbers is not null && CrossCorpus)
        {
            throw new ExperimentOptionException(
                nameof(CrossCorpus), $"it tells the recall of emotions, and {numbers.Name} has none: leave it out.");
        }

        foreach (var recipe in Recipes) Run(recipe, Protocols[0]).Validate();
    }

    /// <summary>What all recipes together learn.</summary>
    internal TargetPlan Targets =>
        new(Recipes[0].Targets.Emotion, [.. Recipes.SelectMany(r => r.Targets.Dimensions).Distinct(StringComparer.Ordinal)]);

    internal TrainingRunOptions Run(Recipe recipe, ProtocolSpec protocol) => new(this, recipe)
    {
        Protocol = protocol,
        Refit = false,
        EmbedAudio = EmbedAudio,
    };

    internal JsonObject ToJson()
    {
        // What is written of a run's options is without its recipe.
        var json = Run(null!, Protocols[0]).ToJson();
        json.Remove("protocol");
        json["protocols"] = new JsonArray([.. Protocols.Select(p => (JsonNode)JsonValue.Create(p.ToString()))]);
        json["crossCorpus"] = CrossCorpus;
        if (FinishedRuns.Count > 0)
            json["finishedRuns"] = new JsonArray([.. FinishedRuns.Select(r => (JsonNode)JsonValue.Create(Path.GetFullPath(r)))]);
        json["recipes"] = new JsonArray([.. Recipes.Select(r => (JsonNode)r.ToJson())]);
        return json;
    }

    internal static ComparisonOptions FromJson(SavedJson json) => new(json);
}
