using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Experiments.Browsing;

/// <summary>All answers of a run.</summary>
public sealed class RunAnswers
{
    internal RunAnswers(LabelSet labels, IReadOnlyList<TestedUtterance> tested, IReadOnlyList<string> data)
    {
        Labels = labels;
        All = [.. tested.Select((t, i) => new RunAnswer(i + 1, t, labels, data))];
    }

    /// <summary>The emotions that the model tells apart.</summary>
    public LabelSet Labels { get; }

    /// <summary>The answers in the order of <c>predictions.csv</c>.</summary>
    public IReadOnlyList<RunAnswer> All { get; }
}
