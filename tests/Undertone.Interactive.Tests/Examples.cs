using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Interactive.Tests;

/// <summary>Small values to show; names and texts hold all that markup gives a meaning.</summary>
internal static class Examples
{
    public const string Hostile = "<script>alert('&\"')</script>";

    public static readonly LabelSet Labels = new(["neutral", "angry", "sad"]);

    /// <summary>A rising saw of 0.25 s at 16 kHz, whose samples are exact in 16 bits.</summary>
    public static AudioClip Clip(int samples = 4000) =>
        new([.. Enumerable.Range(0, samples).Select(i => ((i % 200) - 100) / 128f)], 16_000);

    public static EmotionScores Scores(params float[] probabilities) => new(Labels, probabilities);

    public static EmotionPrediction Answer() =>
        new(1.5, Speech: true, "angry", 0.5, Uncertain: true, Scores(0.25f, 0.5f, 0.25f))
        {
            UncertainBecause = ["low-confidence", "clipping"],
        };

    public static SegmentPrediction Segment(double start, double end, string? emotion, string? speaker = null, string? text = null) =>
        new(start, end, emotion is not null, emotion, emotion is null ? 0 : 0.5, Uncertain: false, Scores(0.25f, 0.5f, 0.25f))
        {
            Speaker = speaker,
            Text = text,
        };

    /// <summary>Two speakers; of each emotion two clips, and of "angry" one is taken for "sad".</summary>
    public static EvaluationResult Evaluation()
    {
        TestedUtterance[] tested =
        [
            .. Enumerable.Range(0, 6).Select(i =>
            {
                var (truth, said) = (i % 3, i == 4 ? 2 : i % 3);
                var probabilities = new[] { 0.1f, 0.1f, 0.1f };
                probabilities[said] = 0.8f;
                var u = Utterance.FromClip(Clip(), $"{i}.wav", Labels[truth], i < 3 ? Hostile : "b");
                return new TestedUtterance(u, 1, truth, probabilities);
            }),
        ];
        return new EvaluationResult(new Protocol(ProtocolKind.SpeakerKFold, 2, 0, true), Labels, tested, new Dictionary<string, int>());
    }

    public static ComparisonRow Row(string recipe) => new(recipe, Evaluation(), new ModelCost(null, 1234, 5000, null), "none");
}
