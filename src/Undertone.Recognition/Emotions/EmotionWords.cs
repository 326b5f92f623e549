namespace Undertone.Recognition.Emotions;

/// <summary>The emotions' names as people write them in folders and manifests, and the one word used here for each.</summary>
internal static class EmotionWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["neutral"] = "neutral",
        ["calm"] = "calm",
        ["happy"] = "happy",
        ["happiness"] = "happy",
        ["sad"] = "sad",
        ["sadness"] = "sad",
        ["angry"] = "angry",
        ["anger"] = "angry",
        ["fearful"] = "fearful",
        ["fear"] = "fearful",
        ["disgust"] = "disgust",
        ["disgusted"] = "disgust",
        ["surprised"] = "surprised",
        ["surprise"] = "surprised",
        ["pleasant surprise"] = "surprised",
        ["pleasant surprised"] = "surprised",
        ["bored"] = "bored",
        ["boredom"] = "bored",
    };

    /// <summary>Whether the text names one of the emotions known here, in any case and form ("Anger", "pleasant_surprise").</summary>
    public static bool IsKnown(string text) => Words.ContainsKey(Plain(text).Replace('_', ' '));

    /// <summary>The word used here for a known emotion ("Anger" is "angry"); any other text trimmed and in lower case.</summary>
    public static string Normalise(string text) => Words.GetValueOrDefault(Plain(text).Replace('_', ' '), Plain(text));

    private static string Plain(string text) => text.Trim().ToLowerInvariant();
}
