using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Training;

/// <summary><c>split.json</c>: every file with its speaker and, for each fold, its part.</summary>
internal static class SplitFile
{
    public static JsonObject ToJson(ProtocolPlan plan, IReadOnlyList<Utterance> utterances)
    {
        var parts = new string[utterances.Count][];
        for (var i = 0; i < parts.Length; i++) parts[i] = new string[plan.Folds.Count];
        for (var f = 0; f < plan.Folds.Count; f++)
        {
            var fold = plan.Folds[f];
            foreach (var i in fold.Train) parts[i][f] = "train";
            foreach (var i in fold.Validation) parts[i][f] = "validation";
            foreach (var i in fold.Test) parts[i][f] = "test";
        }

        return new JsonObject
        {
            ["protocol"] = plan.Protocol.ToJson(),
            ["files"] = new JsonArray([.. utterances.Select((u, i) => (JsonNode)new JsonObject
            {
                ["file"] = u.RelativePath,
                ["corpus"] = u.Corpus,
                ["speaker"] = u.Speaker,
                ["emotion"] = u.Emotion,
                ["parts"] = new JsonArray([.. parts[i].Select(p => (JsonNode?)JsonValue.Create(p ?? "unused"))]),
            })]),
        };
    }
}
