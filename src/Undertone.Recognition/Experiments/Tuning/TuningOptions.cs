using System.Text.Json.Nodes;
using Undertone.Learning.Selection;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>What is tuned on what. Equal options, data and version give equal files.</summary>
public sealed record TuningOptions
{
    /// <summary>Folders and manifests with corpora.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>The corpora to use of the data, separated by commas, or null for all.</summary>
    public string? Corpus { get; init; }

    /// <summary>The recipe whose settings are tuned; as it stands it is what tuning is measured against.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The settings, each as <see cref="TuningParameter.Parse"/> reads it; keys are dotted paths into the recipe, such as <c>model.C=0.1,1,10</c>.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>How settings are searched. Default <see cref="SearchMethod.Grid"/>.</summary>
    public SearchMethod Search { get; init; }

    /// <summary>
    /// How many combinations are drawn at random: of <see cref="SearchMethod.Random"/> 20 where it is null, the default; of <see cref="SearchMethod.Halving"/>
    /// the whole grid where it is null. Not for <see cref="SearchMethod.Grid"/>.
    /// </summary>
    public int? Trials { get; init; }

    /// <summary>One of <see cref="Evaluation.ProtocolPlan.Names"/> but <c>none</c>: the outer folds, whose test parts choose nothing. Default <c>speaker-kfold</c>.</summary>
    public string Protocol { get; init; } = "speaker-kfold";

    /// <summary>The number of outer folds of <c>speaker-kfold</c>. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The number of folds over the training speakers of each outer fold, by which settings are chosen. Default 3.</summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>The seed of splits, of draws and of trainings. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The emotions to tell apart, or null for all that the data has.</summary>
    public LabelSet? Labels { get; init; }

    /// <summary>What the model is called, or null for the recipe's name.</summary>
    public string? ModelName { get; init; }

    /// <summary>Worker threads, or null for one a processor. Results do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option cannot work, or does not go with another.</exception>
    /// <exception cref="FormatException">A parameter cannot be read.</exception>
    public void Validate()
    {
        if (Protocol == "none") throw new ArgumentException("The protocol none tests nothing, so it cannot tell what tuning gained.");
        if (InnerFolds < 2) throw new ArgumentException($"{InnerFolds} inner folds are too few: at least 2 are needed.");
        if (Trials is < 1) throw new ArgumentException($"{Trials} trials are too few: at least 1 is needed.");
        if (Trials is not null && Search == SearchMethod.Grid) throw new ArgumentException("A grid tries all its combinations; a number of trials is for a random search or for halving.");
        CreateTrials();
    }

    /// <summary>The combinations to try, each a value for every key.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> CreateTrials()
    {
        var parameters = Parameters.Select(TuningParameter.Parse).ToArray();
        return Search switch
        {
            SearchMethod.Random => Learning.Selection.Trials.Random(parameters, Trials ?? 20, (ulong)Seed),
            SearchMethod.Halving when Trials is { } count => Learning.Selection.Trials.Random(parameters, count, (ulong)Seed),
            _ => Learning.Selection.Trials.Grid(parameters),
        };
    }

    /// <summary>The recipe with the settings of a trial.</summary>
    internal Recipe With(IReadOnlyDictionary<string, string> settings) => settings.Aggregate(Recipe, (recipe, s) => recipe.With(s.Key, s.Value));

    /// <summary>The run of one recipe on the outer folds.</summary>
    internal TrainingRunOptions Run(Recipe recipe) => new()
    {
        Data = Data,
        Corpus = Corpus,
        Recipe = recipe,
        Protocol = Protocol,
        Folds = Folds,
        Seed = Seed,
        Labels = Labels,
        ModelName = ModelName,
        Threads = Threads,
    };

    internal JsonObject ToJson()
    {
        var json = Run(Recipe).ToJson();
        json["parameters"] = new JsonArray([.. Parameters.Select(p => (JsonNode)JsonValue.Create(p))]);
        json["search"] = Search.ToString().ToLowerInvariant();
        json["trials"] = Trials;
        json["innerFolds"] = InnerFolds;
        json["recipe"] = Recipe.ToJson();
        return json;
    }

    internal static TuningOptions FromJson(JsonObject json)
    {
        var run = TrainingRunOptions.FromJson(json, Recipe.Parse(json["recipe"]!.ToJsonString()));
        return new TuningOptions
        {
            Data = run.Data,
            Corpus = run.Corpus,
            Recipe = run.Recipe,
            Parameters = [.. json["parameters"]!.AsArray().Select(p => p!.GetValue<string>())],
            Search = Enum.Parse<SearchMethod>(json["search"]!.GetValue<string>(), ignoreCase: true),
            Trials = json["trials"]?.GetValue<int>(),
            Protocol = run.Protocol,
            Folds = run.Folds,
            InnerFolds = json["innerFolds"]!.GetValue<int>(),
            Seed = run.Seed,
            Labels = run.Labels,
            ModelName = run.ModelName,
        };
    }
}
