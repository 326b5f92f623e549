using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>What a model makes of tested utterances, laid out in a plane.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Tested">The utterances that are shown, with their answers.</param>
/// <param name="Map">Their places.</param>
internal sealed record EmbeddingMap(LabelSet Labels, IReadOnlyList<TestedUtterance> Tested, PlaneMap Map)
{
    /// <summary>The map of a model's test part, or of every n-th utterance of a large one; null where there are too few.</summary>
    /// <param name="model">The model.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="tested">The answers for the utterances of the model, in their order.</param>
    public static EmbeddingMap? Of(InspectedModel model, LabelSet labels, IReadOnlyList<TestedUtterance> tested)
    {
        if (PlaneMap.Shown(tested.Count) is not { } shown) return null;
        var embeddings = VoiceTest.Embeddings(model.Model, Array.ConvertAll(shown, i => model.Inputs[i]), labels.Count);
        return new EmbeddingMap(labels, Array.ConvertAll(shown, i => tested[i]), PlaneMap.Of(embeddings));
    }
}
