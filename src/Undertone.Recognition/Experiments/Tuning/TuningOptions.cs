using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Undertone.Learning.Selection;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>What is tuned on what. Equal options, data and version give equal files.</summary>
public sealed record TuningOptions : ExperimentOptions
{
    private const int DefaultRandomTrials = 20, DefaultTpeTrials = 30, LeastFoldsToPrune = 3;

    /// <summary>Begins with the defaults.</summary>
    public TuningOptions()
    {
    }

    [SetsRequiredMembers]
    private TuningOptions(SavedJson json)
        : base(json)
    {
        Recipe = Recipe.FromJson(json.Object("recipe").Json);
        Parameters = json.Texts("parameters");
        Search = EnumWords.Parse<SearchMethod>(json.Text("search")) ?? throw new DamagedJsonException("search", "unknown word");
        Trials = json.WholeNumberOrNone("trials");
        Protocol = ProtocolSpec.Parse(json.Text("protocol"));
        InnerFolds = json.WholeNumber("innerFolds");
        Prune = json.FlagOrNone("prune") ?? false;
        ModelName = json.TextOrNone("modelName");
    }

    /// <summary>The recipe whose settings are tuned; as it stands it is what tuning is measured against.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>
    /// The settings, each as <see cref="TuningParameter.Parse"/> reads it; keys are dotted paths into the recipe, such as
    /// <c>model.C=0.1,1,10</c>.
    /// </summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>How settings are searched. Default <see cref="SearchMethod.Grid"/>.</summary>
    public SearchMethod Search { get; init; }

    /// <summary>
    /// How many combinations are tried: of <see cref="SearchMethod.Random"/> 20 where it is null, the default, and of
    /// <see cref="SearchMethod.Tpe"/> 30; of <see cref="SearchMethod.Halving"/> as many are drawn at random, the whole grid where it is
    /// null. Not for <see cref="SearchMethod.Grid"/>.
    /// </summary>
    public int? Trials { get; init; }

    /// <summary>
    /// The outer folds, whose test parts choose nothing; any protocol but <c>none</c>. Default <see cref="ProtocolSpec.SpeakerKFold"/>.
    /// </summary>
    public ProtocolSpec Protocol { get; init; } = ProtocolSpec.SpeakerKFold;

    /// <summary>
    /// The number of folds over the training speakers of each outer fold, by which settings are chosen, at least 2. Default 3.
    /// </summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>
    /// Whether the worse of the trials that <see cref="SearchMethod.Tpe"/> suggests together are stopped early: all are scored by the first
    /// inner fold, the best third of them by three folds, and so on, and the last of them by all (the rounds of
    /// <see cref="SuccessiveHalving"/>, whose resource is folds). Needs at least 3 inner folds. Default false.
    /// </summary>
    public bool Prune { get; init; }

    /// <summary>What the model is called, or null for the recipe's name.</summary>
    public string? ModelName { get; init; }

    /// <inheritdoc/>
    /// <exception cref="RecipeException">
    /// The recipe's layers cannot be read, a key leads nowhere in it, or a value cannot be used there.
    /// </exception>
    public override void Validate()
    {
        base.Validate();
        if (Recipe is { Targets.Emotion: false })
        {
            throw new ExperimentOptionException(
                nameof(Recipe), $"{Recipe.Name} has dimensions alone as its targets, and settings are chosen by the recall of emotions: "
                + "name the emotion among them too.");
        }

        if (Protocol is null or { Kind: ProtocolKind.None })
        {
            throw new ExperimentOptionException(nameof(Protocol), "'none' tests nothing, so it cannot tell what tuning gained.");
        }

        if (InnerFolds < 2)
            throw new ExperimentOptionException(nameof(InnerFolds), $"{InnerFolds} inner folds are too few: at least 2 are needed.");
        if (Trials is < 1) throw new ExperimentOptionException(nameof(Trials), $"{Trials} is too few: at least 1 is needed.");
        if (Trials is not null && Search == SearchMethod.Grid)
        {
            throw new ExperimentOptionException(
                nameof(Trials), "a grid tries all its combinations; a number of trials is for a random search, for tpe or for halving.");
        }

        if (Prune && Search != SearchMethod.Tpe)
            throw new ExperimentOptionException(nameof(Prune), "stops trials of tpe early; halving does so by itself.");
        if (Prune && InnerFolds < LeastFoldsToPrune)
        {
            throw new ExperimentOptionException(
                nameof(Prune), $"{InnerFolds} inner folds are too few to stop before the last: at least {LeastFoldsToPrune} are needed.");
        }

        Run(Recipe).Validate();
        foreach (var trial in CreateTrials()) With(trial);
        if (Search != SearchMethod.Tpe) return;
        // What is suggested later lies between the ends of the ranges.
        foreach (var parameter in ReadParameters())
        {
            foreach (var value in parameter.Extremes) Recipe.With(parameter.Key, value);
        }
    }

    /// <summary>The number of trials of a search that suggests them.</summary>
    internal int TpeTrials => Trials ?? DefaultTpeTrials;

    /// <summary>The parameters.</summary>
    internal TuningParameter[] ReadParameters() => [.. Parameters.Select(TuningParameter.Parse)];

    /// <summary>The combinations to try, each a value for every key; of a search that suggests them those that it begins with.</summary>
    /// <exception cref="ExperimentOptionException">A parameter cannot be read, or does not go with the search.</exception>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> CreateTrials()
    {
        try
        {
            var parameters = ReadParameters();
            return Search switch
            {
                SearchMethod.Random => Learning.Selection.Trials.Random(parameters, Trials ?? DefaultRandomTrials, (ulong)Seed),
                SearchMethod.Tpe => Learning.Selection.Trials.Random(
                    parameters, Math.Min(TpeTrials, TrialSearch.FirstRound), (ulong)Seed),
                SearchMethod.Halving when Trials is { } count => Learning.Selection.Trials.Random(parameters, count, (ulong)Seed),
                _ => Learning.Selection.Trials.Grid(parameters),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new ExperimentOptionException(nameof(Parameters), e.Message, e);
        }
    }

    /// <summary>The recipe with the settings of a trial.</summary>
    internal Recipe With(IReadOnlyDictionary<string, string> settings) =>
        settings.Aggregate(Recipe, (recipe, s) => recipe.With(s.Key, s.Value));

    /// <summary>The run of one recipe on the outer folds.</summary>
    internal TrainingRunOptions Run(Recipe recipe) => new(this, recipe) { Protocol = Protocol, ModelName = ModelName };

    internal JsonObject ToJson()
    {
        var json = Run(Recipe).ToJson();
        json["parameters"] = new JsonArray([.. Parameters.Select(p => (JsonNode)JsonValue.Create(p))]);
        json["search"] = Search.Word();
        json["trials"] = Trials;
        json["innerFolds"] = InnerFolds;
        if (Prune) json["prune"] = true;
        json["recipe"] = Recipe.ToJson();
        return json;
    }

    internal static TuningOptions FromJson(SavedJson json) => new(json);
}
