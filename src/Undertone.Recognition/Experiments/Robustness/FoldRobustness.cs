using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>
/// Tries the models of a run's folds on altered copies of what each was tested on: no speaker that a model learnt from is among them.
/// </summary>
internal static class FoldRobustness
{
    /// <summary>Tries all utterances that were tested, or those that are drawn, each with the model of its fold.</summary>
    /// <exception cref="CorpusException">A noise or an utterance cannot be used.</exception>
    public static RobustnessTable Test(
        IReadOnlyList<FoldPlan> folds, RunFolder run, ExperimentData corpora, TrainingData data, Calibration calibration,
        RobustnessOptions options, int threads, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var models = folds.ToDictionary(f => f.Number, f => Recognizer(run.Fold(f.Number).Model, calibration));
        var places = folds.SelectMany(f => f.Test.Select(place => (place, f.Number))).ToArray();
        var tested = data with
        {
            Utterances = Array.ConvertAll(places, p => data.Utterances[p.place]),
            Targets = Array.ConvertAll(places, p => data.Targets[p.place]),
        };
        return new RobustnessTest(place => models[places[place].Number], corpora, tested, options, threads)
            .Execute(observer, cancellationToken);
    }

    /// <summary>The model of a fold, which knows when it is uncertain as the run's last model will.</summary>
    private static EmotionRecognizer Recognizer(string model, Calibration calibration)
    {
        var bundle = ModelBundle.Load(model);
        var manifest = bundle.Manifest with { Temperature = calibration.Temperature, UncertainBelow = calibration.UncertainBelow };
        return new EmotionRecognizer(bundle with { Manifest = manifest }, model);
    }
}
