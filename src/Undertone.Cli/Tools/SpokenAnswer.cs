using Undertone.Recognition.Inference;

namespace Undertone.Cli.Tools;

/// <summary>An answer as a sentence to be said.</summary>
internal static class SpokenAnswer
{
    /// <summary>The answer for a part of a recording.</summary>
    public static string Of(SegmentPrediction answer) => Of(answer.Emotion, answer.Uncertain);

    /// <summary>The answer for a file; its name is said where there are several.</summary>
    public static string Of(FilePrediction answer, bool named)
    {
        var words = answer.Prediction is { } p ? Of(p.Emotion, p.Uncertain) : "no answer";
        return named ? $"{Path.GetFileNameWithoutExtension(answer.File)}: {words}" : words;
    }

    private static string Of(string? emotion, bool uncertain) =>
        emotion is null ? "no speech" : uncertain ? $"perhaps {emotion}" : emotion;
}
