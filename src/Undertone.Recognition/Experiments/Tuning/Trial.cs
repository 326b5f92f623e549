using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>One combination of settings and how it did on the inner folds of a search.</summary>
/// <param name="Number">Its place among the search's combinations, from 1; the same in every search of a run.</param>
/// <param name="Settings">A value, as written, for every key.</param>
/// <param name="InnerUars">
/// The unweighted average recall on each inner fold that it came to; empty where the trial failed.
/// </param>
/// <param name="BestEpochs">The best epoch on each inner fold; 0 for models without epochs.</param>
/// <param name="Error">Why the settings cannot be trained with, or null.</param>
public sealed record Trial(
    int Number, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<double> InnerUars, IReadOnlyList<int> BestEpochs, string? Error)
{
    /// <summary>The plain mean of <see cref="InnerUars"/>, by which trials are compared; NaN where the trial failed.</summary>
    public double MeanUar { get; } = InnerUars.Count == 0 ? double.NaN : InnerUars.Average();

    /// <summary>Whether it was stopped before the last inner fold, since others did better on the first ones.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>
    /// By what trials of different lengths are ranked, higher first: the more folds, then the mean over them; NaN where the trial failed.
    /// </summary>
    /// <param name="folds">All inner folds.</param>
    internal double Rank(int folds) => MeanUar - (folds - InnerUars.Count);

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["trial"] = Number,
            ["settings"] = SettingsJson(Settings),
            ["meanUar"] = double.IsFinite(MeanUar) ? MeanUar : null,
            ["innerUars"] = new JsonArray([.. InnerUars.Select(u => (JsonNode)JsonValue.Create(u))]),
            ["bestEpochs"] = new JsonArray([.. BestEpochs.Select(e => (JsonNode)JsonValue.Create(e))]),
            ["error"] = Error,
        };
        if (StoppedEarly) json["stoppedEarly"] = true;
        return json;
    }

    internal static Trial FromJson(SavedJson json)
    {
        var settings = json.Object("settings");
        return new Trial(
            json.WholeNumber("trial"),
            new SortedDictionary<string, string>(settings.Json.ToDictionary(s => s.Key, s => settings.Text(s.Key)), StringComparer.Ordinal),
            json.Numbers("innerUars"),
            json.WholeNumbers("bestEpochs"),
            json.TextOrNone("error"));
    }

    internal static JsonObject SettingsJson(IReadOnlyDictionary<string, string> settings) =>
        new(settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)JsonValue.Create(s.Value))));
}
