using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>A trained model and what it was tested on, scaled.</summary>
/// <param name="Model">The model.</param>
/// <param name="Inputs">What it sees of each utterance.</param>
/// <param name="Utterances">The places of the utterances in the data.</param>
internal sealed record InspectedModel(IModel Model, float[][] Inputs, int[] Utterances)
{
    /// <summary>How many numbers the first of two fused recipes sees; null where there is one recipe.</summary>
    public int? FirstColumns { get; private init; }

    /// <summary>The models of a run's folds, each with its test part.</summary>
    public static IReadOnlyList<InspectedModel> OfFolds(
        IReadOnlyList<FoldPlan> folds, RunFolder run, float[][] features, int threads) =>
        [.. folds.Select(f => Of(ModelBundle.Load(run.Fold(f.Number).Model), features, f.Test, threads))];

    /// <summary>A model with the utterances at these places.</summary>
    public static InspectedModel Of(ModelBundle bundle, float[][] features, int[] utterances, int threads) =>
        new(
            ModelFactory.Restore(bundle, threads),
            Array.ConvertAll(utterances, i => Scaled(bundle.Manifest.Scaler, features[i])), utterances)
        {
            FirstColumns = bundle.Manifest.Scaler is FusedScaler { First.Columns: var first } ? first : null,
        };

    /// <summary>The places of the most probable labels of inputs.</summary>
    public int[] Predict(float[][] inputs, int classes)
    {
        var probabilities = new float[inputs.Length * classes];
        Model.Predict(inputs, probabilities);
        return [.. Enumerable.Range(0, inputs.Length).Select(i =>
        {
            var row = probabilities[(i * classes)..((i + 1) * classes)];
            return Array.IndexOf(row, row.Max());
        })];
    }

    private static float[] Scaled(IScaler scaler, float[] features)
    {
        var input = (float[])features.Clone();
        scaler.Transform(input);
        return input;
    }
}
