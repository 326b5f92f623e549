using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>
/// Watches an experiment inside another one: whoever watches the outer one hears of its progress and, where wanted, its notes, not of its
/// folder.
/// </summary>
internal sealed class InnerObserver(IExperimentObserver outer, bool notes) : IExperimentObserver
{
    public void Report(TrainingProgress value) => outer.Report(value);

    public void Note(string text)
    {
        if (notes) outer.Note(text);
    }
}
