using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>What is compared on what. Every recipe sees the same utterances in the same folds.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Folders and manifests with corpora.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>The recipes, at least one; of two with the same name the second is called <c>name (2)</c>.</summary>
    public required IReadOnlyList<Recipe> Recipes { get; init; }

    /// <summary>The protocols, each of <see cref="ProtocolPlan.Names"/> but <c>none</c>. Default <c>speaker-kfold</c> alone.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = ["speaker-kfold"];

    /// <summary>Whether each recipe is trained on each corpus and tested on each other one as well. Default false.</summary>
    public bool CrossCorpus { get; init; }

    /// <summary>The one corpus to use of the data, or null for all.</summary>
    public string? Corpus { get; init; }

    /// <summary>The number of folds of <c>speaker-kfold</c>. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The seed of splits and trainings. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The emotions to tell apart, or null for all that the data has (across corpora: those that all of them have).</summary>
    public LabelSet? Labels { get; init; }

    /// <summary>Worker threads, or null for one a processor. Scores do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">There is no recipe or no protocol, or one of the protocols tests nothing.</exception>
    public void Validate()
    {
        if (Recipes.Count == 0) throw new ArgumentException("There is no recipe to compare.");
        if (Protocols.Count == 0) throw new ArgumentException("There is no protocol to compare under.");
        if (Protocols.Contains("none")) throw new ArgumentException("The protocol none tests nothing, so there is nothing to compare.");
    }

    internal TrainingRunOptions Run(Recipe recipe, string protocol) => new()
    {
        Data = Data,
        Corpus = Corpus,
        Recipe = recipe,
        Protocol = protocol,
        Folds = Folds,
        Seed = Seed,
        Labels = Labels,
        Threads = Threads,
        Refit = false,
    };

    internal JsonObject ToJson()
    {
        var json = Run(Recipes[0], Protocols[0]).ToJson();
        json.Remove("protocol");
        json["protocols"] = new JsonArray([.. Protocols.Select(p => (JsonNode)JsonValue.Create(p))]);
        json["crossCorpus"] = CrossCorpus;
        json["recipes"] = new JsonArray([.. Recipes.Select(r => (JsonNode)r.ToJson())]);
        return json;
    }

    internal static ComparisonOptions FromJson(JsonObject json)
    {
        var recipes = json["recipes"]!.AsArray().Select(r => Recipe.Parse(r!.ToJsonString())).ToArray();
        var protocols = json["protocols"]!.AsArray().Select(p => p!.GetValue<string>()).ToArray();
        json["protocol"] = protocols[0];
        var run = TrainingRunOptions.FromJson(json, recipes[0]);
        return new ComparisonOptions
        {
            Data = run.Data,
            Recipes = recipes,
            Protocols = protocols,
            CrossCorpus = json["crossCorpus"]!.GetValue<bool>(),
            Corpus = run.Corpus,
            Folds = run.Folds,
            Seed = run.Seed,
            Labels = run.Labels,
        };
    }
}
