using System.Globalization;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Evaluation;

/// <summary>All scores of a set of tested utterances, with the protocol that made them.</summary>
public sealed class EvaluationResult
{
    private readonly int[] _truth;
    private readonly int[] _predicted;
    private readonly float[] _probabilities;
    private readonly Lazy<ConfidenceInterval?> _accuracy;
    private readonly Lazy<ConfidenceInterval?> _uar;
    private readonly Lazy<ConfidenceInterval?> _macroF1;
    private readonly Lazy<IReadOnlyList<ConfidenceInterval>> _speakerUar;

    /// <summary>Computes the scores; intervals are computed when they are first asked for.</summary>
    /// <param name="protocol">How the answers were made.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="tested">At least one answer.</param>
    /// <param name="unmapped">
    /// Labels of the data that the model does not have, and how often they occurred; those utterances are not in <paramref name="tested"/>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="tested"/> is empty.</exception>
    public EvaluationResult(
        Protocol protocol, LabelSet labels, IReadOnlyList<TestedUtterance> tested, IReadOnlyDictionary<string, int> unmapped)
    {
        ArgumentNullException.ThrowIfNull(tested);
        if (tested.Count == 0) throw new ArgumentException("No utterance was tested.");
        Protocol = protocol;
        Labels = labels;
        Tested = tested;
        Unmapped = unmapped;
        _truth = [.. tested.Select(t => t.Truth)];
        _predicted = [.. tested.Select(t => t.Predicted)];
        _probabilities = [.. tested.SelectMany(t => t.Probabilities)];
        Dimensions = DimensionScores.Of(tested);
        PerSpeaker = Groups(u => u.SpeakerKey);
        PerSex = Groups(u => u.Sex);
        PerCorpus = Groups(u => u.Corpus);
        PerIntensity = Groups(u => u.Intensity);
        PerLanguage = Groups(u => u.Language);
        _speakerUar = new(() => [.. MembersBy(u => u.SpeakerKey).Select(speaker => SpeakerInterval([.. speaker]))]);
        (_accuracy, _uar, _macroF1) = (Interval(Scores.Accuracy), Interval(Scores.UnweightedAverageRecall), Interval(Scores.MacroF1));
        if (!HasEmotion) return;
        Report = new ClassificationReport(_truth, _predicted, labels);
        LogLoss = ProbabilityMetrics.LogLoss(_truth, _probabilities, labels.Count);
        Brier = ProbabilityMetrics.Brier(_truth, _probabilities, labels.Count);
        ExpectedCalibrationError = ProbabilityMetrics.ExpectedCalibrationError(_truth, _probabilities, labels.Count);
        RocAuc = ProbabilityMetrics.RocAucOneVsRest(_truth, _probabilities, labels.Count);
        Votes = VoteScores.Of(tested, labels);
    }

    /// <summary>How the answers were made.</summary>
    public Protocol Protocol { get; }

    /// <summary>The model's labels.</summary>
    public LabelSet Labels { get; }

    /// <summary>Every tested utterance with its answer.</summary>
    public IReadOnlyList<TestedUtterance> Tested { get; }

    /// <summary>Labels of the data that the model does not have, and how often they occurred.</summary>
    public IReadOnlyDictionary<string, int> Unmapped { get; }

    /// <summary>
    /// Whether emotions were told apart; otherwise the model answers on dimensions alone, and what is said of emotions is empty or NaN.
    /// </summary>
    public bool HasEmotion => Labels.Count > 0;

    /// <summary>How well it answers on each of its dimensions; empty where it has none.</summary>
    public IReadOnlyList<DimensionScores> Dimensions { get; }

    /// <summary>Accuracy, unweighted average recall, F1, the scores of each class and the confusion matrix.</summary>
    public ClassificationReport Report { get; } = ClassificationReport.Empty;

    /// <summary>The recall that guessing without listening has on average: 1 over the number of labels that occur in the truth.</summary>
    public double Chance => !HasEmotion ? double.NaN : 1.0 / Report.PerClass.Count(c => c.Support > 0);

    /// <summary>The mean negative logarithm of the true label's probability.</summary>
    public double LogLoss { get; } = double.NaN;

    /// <summary>The mean squared distance between the probabilities and the truth, summed over labels.</summary>
    public double Brier { get; } = double.NaN;

    /// <summary>The mean distance between confidence and accuracy over 15 bins of confidence.</summary>
    public double ExpectedCalibrationError { get; } = double.NaN;

    /// <summary>
    /// The area under the ROC curve of each label against the rest, in the order of the labels; NaN for a label that is in no utterance or
    /// in all.
    /// </summary>
    public IReadOnlyList<double> RocAuc { get; } = [];

    /// <summary>The plain mean of <see cref="RocAuc"/> over the labels that have one; NaN where none has.</summary>
    public double MacroRocAuc => RocAuc.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>How the answers compare with the votes of raters; null where no tested utterance has any.</summary>
    public VoteScores? Votes { get; }

    /// <summary>95 % interval of the accuracy by bootstrap over speakers; null where there is one speaker only.</summary>
    public ConfidenceInterval? AccuracyInterval => _accuracy.Value;

    /// <summary>95 % interval of the unweighted average recall by bootstrap over speakers; null where there is one speaker only.</summary>
    public ConfidenceInterval? UarInterval => _uar.Value;

    /// <summary>95 % interval of the macro F1 by bootstrap over speakers; null where there is one speaker only.</summary>
    public ConfidenceInterval? MacroF1Interval => _macroF1.Value;

    /// <summary>Scores by speaker.</summary>
    public IReadOnlyList<GroupScore> PerSpeaker { get; }

    /// <summary>
    /// 95 % interval of each speaker's unweighted average recall, in the order of <see cref="PerSpeaker"/>, by bootstrap over that
    /// speaker's utterances: how far it would move with other utterances of the same voice.
    /// </summary>
    public IReadOnlyList<ConfidenceInterval> SpeakerUarIntervals => _speakerUar.Value;

    /// <summary>Scores by sex, of the utterances whose corpus tells it.</summary>
    public IReadOnlyList<GroupScore> PerSex { get; }

    /// <summary>Scores by corpus.</summary>
    public IReadOnlyList<GroupScore> PerCorpus { get; }

    /// <summary>Scores by acted intensity, of the utterances whose corpus tells it.</summary>
    public IReadOnlyList<GroupScore> PerIntensity { get; }

    /// <summary>Scores by language, of the utterances whose corpus tells it.</summary>
    public IReadOnlyList<GroupScore> PerLanguage { get; }

    /// <summary>
    /// The unweighted average recall of the sex that is served best less that of the other; null where fewer than two were tested.
    /// </summary>
    public double? SexGap => PerSex.Count < 2 || !HasEmotion ? null : PerSex.Max(g => g.Uar) - PerSex.Min(g => g.Uar);

    /// <summary>The temperature and the limit of confidence that these answers ask for; null where none was looked for.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>How the model did on the same utterances in noise, over telephone and so on; null where that was not tried.</summary>
    public RobustnessTable? Robustness { get; init; }

    /// <summary>What each feature is worth to the model; null where that was not tried.</summary>
    public ImportanceTable? Importance { get; init; }

    /// <summary>What the model makes of the utterances, in a plane, for the report; null where that was not asked for.</summary>
    internal EmbeddingMap? EmbeddingMap { get; init; }

    /// <summary>How the model did where it knew the voices; null where it cannot or that was not tried.</summary>
    public VoiceTable? Voices { get; init; }

    /// <summary>Confidence and accuracy in 15 bins of equal width, as <see cref="ExpectedCalibrationError"/> sees them.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability() => ProbabilityMetrics.Reliability(_truth, _probabilities, Labels.Count);

    /// <summary>
    /// The ROC curve of one label against the rest, from (0, 0) to (1, 1); empty for a label that is in no utterance or in all.
    /// </summary>
    /// <param name="label">The place of the label.</param>
    public IReadOnlyList<RocPoint> RocCurve(int label) => ProbabilityMetrics.RocCurve(_truth, _probabilities, Labels.Count, label);

    private GroupScore[] Groups(Func<Utterance, string?> key) => [.. MembersBy(key).Select(part => Score(part.Key, [.. part]))];

    private IOrderedEnumerable<IGrouping<string, int>> MembersBy(Func<Utterance, string?> key) =>
        Enumerable.Range(0, Tested.Count).Where(i => key(Tested[i].Utterance) is not null).GroupBy(i => key(Tested[i].Utterance)!)
            .OrderBy(part => part.Key, StringComparer.Ordinal);

    private ConfidenceInterval SpeakerInterval(int[] members) => Bootstrap.Interval(
        Array.ConvertAll(members, i => _truth[i]), Array.ConvertAll(members, i => _predicted[i]),
        Array.ConvertAll(members, i => i.ToString(CultureInfo.InvariantCulture)), Scores.UnweightedAverageRecall);

    private GroupScore Score(string group, int[] members)
    {
        if (!HasEmotion) return new GroupScore(group, members.Length, double.NaN, double.NaN);
        var truth = Array.ConvertAll(members, i => _truth[i]);
        var predicted = Array.ConvertAll(members, i => _predicted[i]);
        return new GroupScore(group, members.Length, Scores.Accuracy(truth, predicted), Scores.UnweightedAverageRecall(truth, predicted));
    }

    /// <summary>
    /// An interval that is computed when it is first asked for; with one speaker there is none, as it would say nothing about other voices.
    /// </summary>
    private Lazy<ConfidenceInterval?> Interval(Func<ReadOnlySpan<int>, ReadOnlySpan<int>, double> score) => new(() =>
        PerSpeaker.Count < 2 || !HasEmotion
            ? null
            : Bootstrap.Interval(_truth, _predicted, [.. Tested.Select(t => t.Utterance.SpeakerKey)], score));
}
