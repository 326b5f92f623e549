using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Undertone.Benchmarks;

namespace Undertone.Peers;

/// <summary>
/// Gradient boosting of LightGBM through ML.NET on BENCH_THREADS threads (default 1), with the settings of the rows of the same name in
/// scikit-learn, and how often its answers for 1,000 further rows are right, on the error stream.
/// </summary>
internal static class LightGbmRows
{
    private static readonly int Threads = int.Parse(
        Environment.GetEnvironmentVariable("BENCH_THREADS") ?? "1", CultureInfo.InvariantCulture);

    public static Dictionary<string, Func<Action>> All() => new()
    {
        ["gradient-boosting"] = () => Fit(1200, 100),
        ["gradient-boosting-10-steps-20000"] = () => Fit(20_000, 10),
    };

    private static Action Fit(int rows, int steps)
    {
        var context = new MLContext(seed: 0);
        var (data, judged) = (Load(context, rows, 0), Load(context, 1000, 100_000));
        var trainer = context.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            LabelColumnName = nameof(Row.Label),
            FeatureColumnName = nameof(Row.Features),
            NumberOfIterations = steps,
            NumberOfLeaves = 31,
            LearningRate = 0.1,
            MinimumExampleCountPerLeaf = 20,
            MaximumBinCountPerFeature = 255,
            NumberOfThreads = Threads,
            UseSoftmax = true,
            Silent = true,
            Booster = new GradientBooster.Options { L2Regularization = 0 },
        });
        var scores = context.MulticlassClassification.Evaluate(trainer.Fit(data).Transform(judged), nameof(Row.Label));
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"LightGBM, {rows} rows, {steps} steps: {scores.MicroAccuracy:0.000} of further rows right"));
        return () => trainer.Fit(data);
    }

    private static IDataView Load(MLContext context, int rows, int first)
    {
        var (values, labels) = ClassicalTable.Make(rows, first);
        var view = context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(r => new Row
        {
            Label = (uint)labels[r] + 1,
            Features = values[(r * ClassicalTable.Columns)..((r + 1) * ClassicalTable.Columns)],
        }));
        return context.Data.Cache(view);
    }

    private sealed class Row
    {
        // Keys of ML.NET begin with 1; 0 is a label that is missing.
        [KeyType(ClassicalTable.Classes)]
        public uint Label { get; set; }

        [VectorType(ClassicalTable.Columns)]
        public float[] Features { get; set; } = [];
    }
}
