using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>Tests a finished model on labelled speech.</summary>
public static class ModelEvaluation
{
    /// <summary>Answers for every utterance and scores the answers.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="options">The data; the recipe and labels are the model's.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="note">Told what a person should know, such as speakers that the model was trained on.</param>
    /// <param name="progress">Told of how far it has come.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static EvaluationResult Run(
        ModelBundle bundle, TrainingRunOptions options, FeatureCache cache, Action<string>? note = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(options);
        var manifest = bundle.Manifest;
        var threads = options.Threads ?? Environment.ProcessorCount;
        var data = TrainingData.Read(options with { Labels = manifest.Labels }, threads, note, progress, cancellation);
        var inputs = FeatureTable.Compute(data.Utterances, manifest.Recipe, cache, threads, progress, cancellation);
        foreach (var input in inputs) manifest.Scaler.Transform(input);

        var classes = manifest.Labels.Count;
        var probabilities = new float[inputs.Length * classes];
        ModelFactory.Restore(bundle, threads).Predict(inputs, probabilities);
        var tested = data.Utterances.Select((u, i) => new TestedUtterance(u, 1, data.Targets[i], probabilities[(i * classes)..((i + 1) * classes)])).ToArray();

        var known = data.Speakers().Intersect(manifest.Speakers).Count();
        if (known > 0) note?.Invoke($"warning: the model was trained on {known} of these {data.Speakers().Count} speakers");
        return new EvaluationResult(new Protocol("model-on-data", 1, manifest.Seed, known == 0), manifest.Labels, tested, data.Unmapped);
    }
}
