using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Tests.Evaluation;

/// <summary>An evaluation with made-up answers: right about six times in ten, drawn by a small generator of a fixed seed.</summary>
internal static class SampleEvaluation
{
    public static EvaluationResult Create(
        LabelSet? labels = null,
        int speakers = 12,
        int utterances = 480,
        bool independent = true,
        string folder = "/nowhere",
        Func<int, string>? file = null,
        string protocol = "speaker-kfold")
    {
        labels ??= LabelSet.Ravdess8;
        uint state = 12345;
        var tested = new TestedUtterance[utterances];
        for (var i = 0; i < utterances; i++)
        {
            var truth = i % labels.Count;
            var logits = new double[labels.Count];
            for (var c = 0; c < logits.Length; c++) logits[c] = 2.2 * Next();
            logits[truth] += 1.4 * Next() + 0.5;
            var sum = logits.Sum(Math.Exp);
            var speaker = i / labels.Count % speakers;
            var name = file?.Invoke(i) ?? $"Actor_{speaker + 1:00}/03-01-{truth + 1:00}-01-01-{i:000}.wav";
            var utterance = new Utterance
            {
                Path = Path.Combine(folder, name),
                RelativePath = name,
                Emotion = labels[truth],
                Speaker = $"{speaker + 1:00}",
                Corpus = speaker < speakers / 2 ? "ravdess" : "emodb",
                Sex = speaker % 2 == 0 ? "male" : "female",
                Intensity = i % 3 == 0 ? "strong" : "normal",
            };
            tested[i] = new TestedUtterance(utterance, (speaker % 5) + 1, truth, Array.ConvertAll(logits, l => (float)(Math.Exp(l) / sum)));
        }

        var made = new Protocol(ProtocolSpec.Parse(protocol).Kind, 5, 0, independent);
        return new EvaluationResult(made, labels, tested, new Dictionary<string, int> { ["bored"] = 3 });

        double Next()
        {
            state = (state * 1664525) + 1013904223;
            return state / 4294967296.0;
        }
    }

    /// <summary>The same evaluation with every third of these answers turned around.</summary>
    public static EvaluationResult Worse(EvaluationResult sample, IEnumerable<TestedUtterance> answers)
    {
        var turned = answers.Select((t, i) => i % 3 == 0 ? Turned(t) : t);
        return new EvaluationResult(sample.Protocol, sample.Labels, [.. turned], sample.Unmapped);

        static TestedUtterance Turned(TestedUtterance t) => new(t.Utterance, t.Fold, t.Truth, [.. t.Probabilities.Reverse()]);
    }

    public static LearningCurve[] Curves(int folds = 5) => [.. Enumerable.Range(1, folds).Select(Curve)];

    private static LearningCurve Curve(int fold) =>
        new($"fold {fold}", [.. Enumerable.Range(1, 20 + (4 * fold)).Select(epoch => Metrics(fold, epoch))]);

    private static EpochMetrics Metrics(int fold, int epoch) => new(
        epoch,
        2.1 * Math.Exp(-0.08 * epoch),
        1 - Math.Exp(-0.07 * epoch),
        1.4 + (0.004 * fold) + (0.5 * Math.Exp(-0.2 * epoch)) + (0.004 * epoch),
        0.5 - (0.4 * Math.Exp(-0.15 * epoch)),
        0.48 - (0.4 * Math.Exp(-0.15 * epoch)));
}
