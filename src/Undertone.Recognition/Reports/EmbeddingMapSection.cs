using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>The map of embeddings: each emotion has a form and a colour; hollow where the answer was wrong.</summary>
internal static class EmbeddingMapSection
{
    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        if (e.EmbeddingMap is not { } map) return;
        page.OpenSection(
            "map", "Map of embeddings",
            $"What {map.Model} makes of its tested clips, {map.Tested.Count} of them, before the last step: near points sound alike to it. "
            + "Filled: right answers; hollow: wrong ones.");
        PlaneMapFigure.Write(
            page, map.Map, e.Labels, [.. map.Tested.Select(t => new MapPoint(t.Truth, t.Predicted != t.Truth, Text(t)))],
            "the tested clips");
        page.Close();

        string Text(TestedUtterance t) => $"{t.Utterance.RelativePath}: {e.Labels[t.Truth]}, answer {e.Labels[t.Predicted]}";
    }
}
