using Undertone.Recognition.Emotions;

namespace Undertone.Onnx.Models;

/// <summary>What the logits of a classifier mean: emotions, of which several outputs may be one, or dimensions.</summary>
/// <param name="Emotions">The emotions in the order in which they first occur; none where they are dimensions.</param>
/// <param name="Places">For each output the place of its emotion.</param>
/// <param name="Dimensions">The dimensions in order; empty where they are emotions.</param>
internal sealed record OnnxLabels(IReadOnlyList<string> Emotions, IReadOnlyList<int> Places, IReadOnlyList<string> Dimensions)
{
    /// <summary>The output of a graph that labels are for.</summary>
    public const string Output = "logits";

    /// <summary>The layer of an encoder that gives the logarithm of each emotion's probability.</summary>
    public const string EmotionLayer = "emotions";

    /// <summary>The layer of an encoder that gives the numbers on dimensions.</summary>
    public const string DimensionLayer = "dimensions";

    private static readonly string[] Known = [EmotionDimensions.Arousal, EmotionDimensions.Valence, EmotionDimensions.Dominance];

    // As SUPERB's models write them.
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["neu"] = "neutral",
        ["hap"] = "happy",
        ["ang"] = "angry",
        ["fea"] = "fearful",
        ["dis"] = "disgust",
        ["sur"] = "surprised",
    };

    /// <summary>The meaning of labels; null where they are no words for emotions or dimensions, as LABEL_0.</summary>
    /// <param name="labels">One for each output.</param>
    /// <param name="any">Whether words that are not known name emotions of their own.</param>
    public static OnnxLabels? Of(IReadOnlyList<string> labels, bool any)
    {
        string[] words = [.. labels.Select(WordOf)];
        if (words.Length == 0) return null;
        if (words.All(Known.Contains)) return new OnnxLabels([], [], words);
        if (words.Any(string.IsNullOrWhiteSpace) || (!any && !words.Any(EmotionWords.IsKnown))) return null;
        string[] emotions = [.. words.Distinct(StringComparer.Ordinal)];
        return emotions.Length < 2 ? null : new OnnxLabels(emotions, [.. words.Select(w => Array.IndexOf(emotions, w))], []);
    }

    /// <summary>The word used here for a label; of two languages, as emotion2vec has them, it is the one behind the stroke.</summary>
    private static string WordOf(string label)
    {
        var word = EmotionWords.Normalise(label[(label.LastIndexOf('/') + 1)..]);
        return Short.GetValueOrDefault(word, word);
    }

    /// <summary>The logarithm of each emotion's probability, the sum of those of its outputs.</summary>
    public float[] LogProbabilities(ReadOnlySpan<float> logits)
    {
        var most = double.NegativeInfinity;
        foreach (var logit in logits) most = Math.Max(most, logit);
        var (sums, total) = (new double[Emotions.Count], 0.0);
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = Math.Exp(logits[i] - most);
            sums[Places[i]] += weight;
            total += weight;
        }

        return Array.ConvertAll(sums, s => (float)Math.Log(Math.Max(s / total, 1e-30)));
    }
}
