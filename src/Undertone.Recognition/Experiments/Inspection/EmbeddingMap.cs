using Undertone.Learning.Projection;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>What a model makes of tested utterances, laid out in a plane.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Tested">The utterances that are shown, with their answers.</param>
/// <param name="Components">[utterances, 2]: the first two principal components.</param>
/// <param name="Explained">The share of the variance that each of the two has.</param>
/// <param name="Neighbours">[utterances, 2]: the places that t-SNE gives; null where there are too few.</param>
internal sealed record EmbeddingMap(
    LabelSet Labels, IReadOnlyList<TestedUtterance> Tested, double[][] Components, double[] Explained, double[][]? Neighbours)
{
    // Beyond this points cover one another, and t-SNE compares every two of them.
    private const int MostPoints = 1000;
    private const int LeastPoints = 10;

    /// <summary>The map of a model's test part, or of every n-th utterance of a large one; null where there are too few.</summary>
    /// <param name="model">The model.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="tested">The answers for the utterances of the model, in their order.</param>
    public static EmbeddingMap? Of(InspectedModel model, LabelSet labels, IReadOnlyList<TestedUtterance> tested)
    {
        if (tested.Count < LeastPoints) return null;
        var step = (tested.Count + MostPoints - 1) / MostPoints;
        var shown = Enumerable.Range(0, tested.Count).Where(i => i % step == 0).ToArray();
        var embeddings = VoiceTest.Embeddings(model.Model, Array.ConvertAll(shown, i => model.Inputs[i]), labels.Count);
        var pca = Pca.Fit(embeddings, 2);
        return new EmbeddingMap(
            labels, Array.ConvertAll(shown, i => tested[i]), pca.Scores,
            [.. pca.Variances.Select(v => pca.TotalVariance > 0 ? v / pca.TotalVariance : 0)], Tsne.Fit(embeddings));
    }
}
