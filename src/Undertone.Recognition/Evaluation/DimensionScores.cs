using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Evaluation;

/// <summary>How well a model answers on one dimension, such as arousal.</summary>
public sealed class DimensionScores
{
    private readonly Lazy<ConfidenceInterval?> _interval;

    private DimensionScores(string name, TestedUtterance[] tested)
    {
        (Name, Tested) = (name, tested);
        Truth = Array.ConvertAll(tested, t => t.Utterance.Dimensions![name]!.Value);
        Answers = Array.ConvertAll(tested, t => t.Dimensions![name]!.Value);
        All = DimensionScore.Of(0, Truth, Answers);
        PerFold = [.. tested.Select(t => t.Fold).Distinct().Order().Select(OfFold)];
        _interval = new(Interval);
    }

    /// <summary>The dimension.</summary>
    public string Name { get; }

    /// <summary>The tested utterances whose number is known.</summary>
    public IReadOnlyList<TestedUtterance> Tested { get; }

    /// <summary>The scores of all folds together.</summary>
    public DimensionScore All { get; }

    /// <summary>The scores of each fold.</summary>
    public IReadOnlyList<DimensionScore> PerFold { get; }

    /// <summary>95 % interval of the concordance by bootstrap over speakers; null where there is one speaker only.</summary>
    public ConfidenceInterval? ConcordanceInterval => _interval.Value;

    /// <summary>The true number of each of <see cref="Tested"/>.</summary>
    internal double[] Truth { get; }

    /// <summary>The answer to each of <see cref="Tested"/>.</summary>
    internal double[] Answers { get; }

    /// <summary>The scores of each dimension that the answers have, of the utterances whose number is known.</summary>
    internal static IReadOnlyList<DimensionScores> Of(IReadOnlyList<TestedUtterance> tested)
    {
        var names = tested.Count == 0 ? null : tested[0].Dimensions?.Select(d => d.Key);
        return
        [
            .. from name in names ?? []
               let known = tested.Where(t => t.Utterance.Dimensions?[name] is not null).ToArray()
               where known.Length > 0
               select new DimensionScores(name, known),
        ];
    }

    private DimensionScore OfFold(int fold)
    {
        int[] own = [.. Enumerable.Range(0, Tested.Count).Where(i => Tested[i].Fold == fold)];
        return DimensionScore.Of(fold, Array.ConvertAll(own, i => Truth[i]), Array.ConvertAll(own, i => Answers[i]));
    }

    private ConfidenceInterval? Interval()
    {
        string[] speakers = [.. Tested.Select(t => t.Utterance.SpeakerKey)];
        if (speakers.Distinct(StringComparer.Ordinal).Count() < 2 || double.IsNaN(All.Concordance)) return null;
        return Bootstrap.Interval(speakers, chosen => RegressionScores.Concordance(
            Array.ConvertAll(chosen, i => Truth[i]), Array.ConvertAll(chosen, i => Answers[i])));
    }
}
