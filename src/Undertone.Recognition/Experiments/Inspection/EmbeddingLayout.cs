using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>Lays out what a model makes of its test part.</summary>
internal static class EmbeddingLayout
{
    /// <summary>The map of a test part, or of every n-th utterance of a large one; null, and a note, where there are too few.</summary>
    /// <param name="name">What the model is called.</param>
    /// <param name="model">The model.</param>
    /// <param name="classes">How many labels it has.</param>
    /// <param name="tested">The answers for the utterances of the model, in their order.</param>
    /// <param name="observer">Told where there is no map.</param>
    public static EmbeddingMap? Of(
        string name, InspectedModel model, int classes, IReadOnlyList<TestedUtterance> tested, IExperimentObserver observer)
    {
        if (PlaneMap.Shown(tested.Count) is not { } shown)
        {
            observer.Note(FormattableString.Invariant(
                $"no map of embeddings: {tested.Count} tested utterances are too few, at least {PlaneMap.LeastPoints} are needed"));
            return null;
        }

        var embeddings = VoiceTest.Embeddings(model.Model, Array.ConvertAll(shown, i => model.Inputs[i]), classes);
        return new EmbeddingMap(name, Array.ConvertAll(shown, i => tested[i]), PlaneMap.Of(embeddings));
    }
}
