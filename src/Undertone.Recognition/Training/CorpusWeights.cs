using Undertone.Learning.Preprocessing;

namespace Undertone.Recognition.Training;

/// <summary>Weights by which every corpus counts the same, however many utterances it has.</summary>
internal static class CorpusWeights
{
    /// <summary>The weight of each utterance, with a mean of 1.</summary>
    /// <param name="corpora">The corpus of each utterance.</param>
    public static float[] Of(string[] corpora)
    {
        var encoder = LabelEncoder.Fit(corpora);
        var places = encoder.Encode(corpora);
        var weights = ClassWeights.Balanced(places, encoder.Labels.Count);
        return Array.ConvertAll(places, p => weights[p]);
    }
}
