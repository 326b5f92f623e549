using System.Text.Json.Nodes;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>Trials that were compared with each other. A grid and a random search have one round, halving several.</summary>
/// <param name="Utterances">On how many utterances each trial was trained, at most.</param>
/// <param name="Trials">The trials that took part, by number.</param>
public sealed record TrialRound(int Utterances, IReadOnlyList<Trial> Trials)
{
    internal JsonObject ToJson() =>
        new() { ["utterances"] = Utterances, ["trials"] = new JsonArray([.. Trials.Select(t => (JsonNode)t.ToJson())]) };
}
