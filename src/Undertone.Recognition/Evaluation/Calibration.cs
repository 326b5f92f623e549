using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Evaluation;

/// <summary>
/// How far a model's confidence can be believed: the temperature that out-of-fold answers ask for, and the confidence below which an answer
/// is uncertain. Everything but the temperature itself is told of answers that were scaled by a temperature of the other folds.
/// </summary>
public sealed record Calibration
{
    /// <summary>The accuracy that <see cref="UncertainBelow"/> aims at: two answers of three.</summary>
    public const double TargetAccuracy = 2.0 / 3;

    /// <summary>The least share of answers that <see cref="UncertainBelow"/> keeps.</summary>
    public const double LeastCoverage = 0.1;

    private static readonly double[] Limits = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>
    /// The temperature of the least log loss of all answers, every corpus counting the same
    /// (<see cref="TemperatureScaling.Fit"/>).
    /// </summary>
    public required double Temperature { get; init; }

    /// <summary>The expected calibration error of the answers as the models gave them.</summary>
    public required double ErrorBefore { get; init; }

    /// <summary>
    /// The expected calibration error where each fold's answers are scaled by the temperature of the other folds; null where there is one
    /// fold only, whose answers cannot judge their own temperature.
    /// </summary>
    public required double? ErrorAfter { get; init; }

    /// <summary>
    /// The lowest confidence, after scaling, from which on <see cref="TargetAccuracy"/> of the answers are right and
    /// <see cref="LeastCoverage"/> of them are kept; where there is none, the confidence that the surest tenth has.
    /// </summary>
    public required double UncertainBelow { get; init; }

    /// <summary>
    /// The share of right answers among those that are not uncertain, where the limit of each fold's answers is found on the other folds;
    /// 0 where none is left.
    /// </summary>
    public required double Accuracy { get; init; }

    /// <summary>The share of answers that are not uncertain, by the limits of the other folds.</summary>
    public required double Coverage { get; init; }

    /// <summary>
    /// Confidence and accuracy in 15 bins, as <see cref="ErrorAfter"/> sees them; null where there is one fold only.
    /// </summary>
    public IReadOnlyList<ReliabilityBin>? ReliabilityAfter { get; init; }

    /// <summary>What other limits of confidence would keep, from 0.4 to 0.9.</summary>
    public required IReadOnlyList<CoverageRow> Table { get; init; }

    /// <summary>Finds the temperature and the limit of out-of-fold answers.</summary>
    /// <param name="tested">The answers, at least one.</param>
    public static Calibration Of(IReadOnlyList<TestedUtterance> tested)
    {
        ArgumentNullException.ThrowIfNull(tested);
        var temperature = Fit(tested);
        var folds = tested.Select(t => t.Fold).Distinct().ToArray();
        var ofOthers = folds.ToDictionary(
            fold => fold, fold => folds.Length > 1 ? Fit([.. tested.Where(t => t.Fold != fold)]) : temperature);
        var scaled = tested.Select(t => Scaled(t, ofOthers[t.Fold])).ToArray();
        var limit = Limit(scaled);
        var limitOfOthers = folds.ToDictionary(
            fold => fold, fold => folds.Length > 1 ? Limit(scaled.Where(t => t.Fold != fold)) : limit);
        var kept = Keeping(scaled, limit, t => limitOfOthers[t.Fold]);
        return new Calibration
        {
            Temperature = temperature,
            ErrorBefore = Error(tested),
            ErrorAfter = folds.Length > 1 ? Error(scaled) : null,
            ReliabilityAfter = folds.Length > 1 ? Bins(scaled) : null,
            UncertainBelow = limit,
            Accuracy = kept.Accuracy ?? 0,
            Coverage = kept.Coverage,
            Table = [.. Limits.Select(l => Keeping(scaled, l, _ => l))],
        };
    }

    /// <summary>What a person should know of the model's confidence, in sentences.</summary>
    public string Describe()
    {
        var after = ErrorAfter is { } error
            ? FormattableString.Invariant($" and {error:0.000} after, by temperatures of the other folds")
            : "; one fold alone cannot tell what it is after";
        return FormattableString.Invariant($"Probabilities are scaled by a temperature of {Temperature:0.000}. ")
            + FormattableString.Invariant($"The expected calibration error is {ErrorBefore:0.000} before{after}. ")
            + FormattableString.Invariant($"An answer below a confidence of {UncertainBelow:0.000} is uncertain: of the others, ")
            + FormattableString.Invariant($"{100 * Coverage:0} % of all, {100 * Accuracy:0} % are right.");
    }

    /// <summary>The calibration as <c>evaluation.json</c> has it.</summary>
    public JsonObject ToJson() => new()
    {
        ["temperature"] = Temperature,
        ["eceBefore"] = ErrorBefore,
        ["eceAfter"] = ErrorAfter,
        ["uncertainBelow"] = UncertainBelow,
        ["targetAccuracy"] = TargetAccuracy,
        ["accuracy"] = Accuracy,
        ["coverage"] = Coverage,
        ["table"] = new JsonArray([.. Table.Select(r => (JsonNode)new JsonObject
        {
            ["confidence"] = r.Confidence,
            ["coverage"] = r.Coverage,
            ["accuracy"] = r.Accuracy,
        })]),
    };

    private static double Fit(IReadOnlyList<TestedUtterance> tested)
    {
        var counts = tested.CountBy(t => t.Utterance.Corpus, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return TemperatureScaling.Fit(
            [.. tested.Select(t => t.Truth)], [.. tested.SelectMany(t => t.Probabilities)], tested[0].Probabilities.Length,
            [.. tested.Select(t => 1.0 / counts[t.Utterance.Corpus])]);
    }

    private static TestedUtterance Scaled(TestedUtterance tested, double temperature)
    {
        var probabilities = (float[])tested.Probabilities.Clone();
        TemperatureScaling.Apply(probabilities, temperature);
        return new TestedUtterance(tested.Utterance, tested.Fold, tested.Truth, probabilities);
    }

    private static double Error(IReadOnlyList<TestedUtterance> tested) => ProbabilityMetrics.ExpectedCalibrationError(
        [.. tested.Select(t => t.Truth)], [.. tested.SelectMany(t => t.Probabilities)], tested[0].Probabilities.Length);

    private static ReliabilityBin[] Bins(TestedUtterance[] tested) => ProbabilityMetrics.Reliability(
        [.. tested.Select(t => t.Truth)], [.. tested.SelectMany(t => t.Probabilities)], tested[0].Probabilities.Length);

    private static double Limit(IEnumerable<TestedUtterance> tested)
    {
        var sure = tested.OrderByDescending(t => t.Confidence).ToArray();
        var least = (int)Math.Ceiling(LeastCoverage * sure.Length);
        var (right, limit) = (0, 0.0);
        for (var i = 0; i < sure.Length; i++)
        {
            if (sure[i].Predicted == sure[i].Truth) right++;
            // Answers of one confidence are kept together or not at all.
            if (i + 1 < sure.Length && sure[i + 1].Confidence == sure[i].Confidence) continue;
            if (i + 1 < least) continue;
            if (limit == 0 || right >= TargetAccuracy * (i + 1)) limit = sure[i].Confidence;
        }

        return limit;
    }

    private static CoverageRow Keeping(TestedUtterance[] tested, double limit, Func<TestedUtterance, double> limitOf)
    {
        var kept = tested.Where(t => t.Confidence >= limitOf(t)).ToArray();
        return new CoverageRow(
            limit, (double)kept.Length / tested.Length,
            kept.Length > 0 ? (double)kept.Count(t => t.Predicted == t.Truth) / kept.Length : null);
    }
}
