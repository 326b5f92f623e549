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

    /// <summary>
    /// The weight of each utterance where every corpus counts the same and, within it, each of its classes; with a mean of 1.
    /// </summary>
    /// <param name="corpora">The corpus of each utterance.</param>
    /// <param name="targets">The class of each utterance.</param>
    public static float[] OfClasses(string[] corpora, int[] targets)
    {
        var cells = corpora.Zip(targets).ToArray();
        var sizes = cells.CountBy(c => c).ToDictionary();
        var classes = sizes.Keys.CountBy(c => c.First, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return Array.ConvertAll(cells, c => (float)((double)cells.Length / classes.Count / classes[c.First] / sizes[c]));
    }
}
