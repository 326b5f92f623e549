using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>The map of embeddings: each emotion has a form and a colour; hollow where the answer was wrong.</summary>
internal static class EmbeddingMapSection
{
    public static ReportSection Of(EmbeddingMap map, string which) => new(
        "map", "Map of embeddings",
        $"What {which} makes of its tested clips, {map.Tested.Count} of them, before the last step: near points sound alike to it. Filled: "
        + "right answers; hollow: wrong ones.",
        page => map.Map.Write(
            page, map.Labels, [.. map.Tested.Select(t => new MapPoint(t.Truth, t.Predicted != t.Truth, Text(map, t)))],
            "the tested clips"));

    private static string Text(EmbeddingMap map, TestedUtterance t) =>
        $"{t.Utterance.RelativePath}: {map.Labels[t.Truth]}, answer {map.Labels[t.Predicted]}";
}
