using System.Text.Json.Nodes;

namespace Undertone.Recognition.Experiments.Browsing;

/// <summary>How far a fold has come.</summary>
/// <param name="Fold">Its number, from 1.</param>
/// <param name="Epochs">Its epochs in order, each as its line of <c>metrics.jsonl</c> stands; empty for models without epochs.</param>
public sealed record FoldEpochs(int Fold, IReadOnlyList<JsonObject> Epochs);
