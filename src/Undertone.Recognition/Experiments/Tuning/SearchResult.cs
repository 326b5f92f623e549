using System.Text.Json.Nodes;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>One search: inside the training speakers of an outer fold, or over all speakers for the final model.</summary>
/// <param name="Fold">The outer fold, from 1, or 0 for the search over all speakers.</param>
/// <param name="Speakers">How many speakers it saw.</param>
/// <param name="Rounds">All trials.</param>
/// <param name="Chosen">
/// The trial with the highest mean inner recall in the last round, or in all rounds of a search that learns; the first of equals.
/// </param>
public sealed record SearchResult(int Fold, int Speakers, IReadOnlyList<TrialRound> Rounds, Trial Chosen)
{
    /// <summary>Whether later rounds tried settings that the first did not: trials of two searches then have different settings.</summary>
    internal bool Learns => Rounds.Count > 1 && Rounds[^1].Trials[0].Number > Rounds[0].Trials.Count;

    /// <summary>Whether trials were stopped before their last inner fold.</summary>
    public bool StopsEarly => Rounds.SelectMany(r => r.Trials).Any(t => t.StoppedEarly);

    /// <summary>A trial in the last round that it took part in.</summary>
    /// <param name="number">The number of the trial.</param>
    public Trial Last(int number) => Rounds.Reverse().SelectMany(r => r.Trials).First(t => t.Number == number);

    internal JsonObject ToJson() => new()
    {
        ["fold"] = Fold == 0 ? null : Fold,
        ["speakers"] = Speakers,
        ["chosen"] =
            new JsonObject { ["trial"] = Chosen.Number, ["settings"] = Trial.SettingsJson(Chosen.Settings), ["meanUar"] = Chosen.MeanUar },
        ["rounds"] = new JsonArray([.. Rounds.Select(r => (JsonNode)r.ToJson())]),
    };
}
