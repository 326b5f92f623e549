using Undertone.Learning.Metrics;
using Undertone.Learning.Randomness;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>
/// Asks what each feature of a recipe is worth, or each band of an image: its columns are exchanged among the utterances of a test part,
/// all together, and the score falls by what the model took from them.
/// </summary>
internal static class FeatureImportance
{
    private const int Repeats = 5;

    /// <summary>Exchanges every feature a few times, in each model's own test part.</summary>
    /// <param name="models">The models with their test parts.</param>
    /// <param name="recipe">Their recipe.</param>
    /// <param name="data">The labels.</param>
    /// <param name="seed">Draws the exchanges.</param>
    /// <param name="observer">Told of progress.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImportanceTable Compute(
        IReadOnlyList<InspectedModel> models, Recipe recipe, TrainingData data, int seed, IExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        int[] truth = [.. models.SelectMany(m => m.Utterances.Select(i => data.Targets[i]))];
        var uar = Score(m => m.Inputs);
        var groups = ImportanceGroups.Of(recipe, models[0].FirstColumns);
        if (groups is [{ IsEncoder: true } all])
        {
            return new ImportanceTable(uar, 0, seed, [])
            {
                Reason = $"All that the model sees of a clip is what the {all.Name} makes of it. Its columns mean nothing one by one, and "
                    + "where all of them are exchanged, nothing of the clip is left: there are no features to compare.",
            };
        }

        var rows = new List<ImportanceRow>();
        for (var g = 0; g < groups.Length; g++)
        {
            var drops = new double[Repeats];
            for (var r = 0; r < Repeats; r++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (group, draw) = (groups[g], SplitMix64.Mix((ulong)(uint)seed, (ulong)((g * Repeats) + r + 1)));
                drops[r] = uar - Score(m => Exchanged(m.Inputs, group, draw));
                observer.Report(new TrainingProgress("importance", (g * Repeats) + r + 1, groups.Length * Repeats));
            }

            var mean = drops.Average();
            var deviation = Math.Sqrt(drops.Average(d => (d - mean) * (d - mean)));
            rows.Add(new ImportanceRow(groups[g].Name, groups[g].Columns.Length, mean, deviation));
        }

        return new ImportanceTable(uar, Repeats, seed, [.. rows.OrderByDescending(r => r.Drop)]);

        double Score(Func<InspectedModel, float[][]> inputs) => Scores.UnweightedAverageRecall(
            truth, [.. models.SelectMany(m => m.Predict(inputs(m), data.Labels.Count))]);
    }

    /// <summary>The inputs with some columns of each taken from another; those given stay as they are.</summary>
    internal static float[][] Exchanged(float[][] inputs, ImportanceGroup group, ulong draw)
    {
        var from = Enumerable.Range(0, inputs.Length).ToArray();
        new SplitMix64(draw).Shuffle<int>(from);
        return [.. inputs.Select((input, i) => group.Exchange(input, inputs[from[i]]))];
    }
}
