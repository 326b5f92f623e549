using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>Who watches an experiment. What is not wanted need not be implemented.</summary>
public interface IExperimentObserver : IProgress<TrainingProgress>
{
    /// <summary>Told of how far the work has come; from any thread.</summary>
    /// <param name="value">The stage and how much of it is done.</param>
    void IProgress<TrainingProgress>.Report(TrainingProgress value)
    {
    }

    /// <summary>Told what a person should know: files left out, labels not mapped, the score of each fold.</summary>
    /// <param name="text">One sentence.</param>
    void Note(string text)
    {
    }

    /// <summary>Told of the experiment's folder, once, when it is there: from then on an interrupted experiment can go on.</summary>
    /// <param name="folder">Its full path.</param>
    void Began(string folder)
    {
    }
}
