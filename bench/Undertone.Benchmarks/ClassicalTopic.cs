using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Boosting;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Classical.Neighbors;
using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Classical.Trees;

namespace Undertone.Benchmarks;

/// <summary>
/// `compare classical`: fitting, and predicting 1,000 rows, of each classical model against scikit-learn on BENCH_THREADS threads (default
/// 1). Tables have 400 columns and 8 classes; 1,200 rows where the name says nothing else.
/// </summary>
internal static class ClassicalTopic
{
    private static readonly int Threads = int.Parse(
        Environment.GetEnvironmentVariable("BENCH_THREADS") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    public static void Run(IReadOnlyCollection<string> wanted)
    {
        var peers = Peer.StartAll("classical");
        try
        {
            Comparison.Run(Rows(), peers, wanted);
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    private static ComparisonRow[] Rows() =>
    [
        .. Both("svm", new SvmOptions { C = 10, Probabilities = false }, 1200, 7),
        .. Both("svm-probabilities", new SvmOptions { C = 10 }, 1200, 3),
        .. Both("knn", new KnnOptions(), 1200, 15),
        .. Both("decision-tree", new DecisionTreeOptions(), 1200, 7),
        .. Both("random-forest", new RandomForestOptions(), 1200, 5),
        .. Both("logistic-regression", new LogisticRegressionOptions(), 1200, 7),
        .. Both("gradient-boosting", new GradientBoostingOptions { EarlyStopping = false }, 1200, 3),
        .. Both("svm", new SvmOptions { C = 10, Probabilities = false }, 5000, 3),
        .. Both("decision-tree", new DecisionTreeOptions(), 5000, 3),
        .. Both("knn", new KnnOptions(), 20000, 5),
        .. Both("random-forest-20-trees", new RandomForestOptions { Trees = 20 }, 20000, 3),
        .. Both("logistic-regression", new LogisticRegressionOptions(), 20000, 3),
        .. Both("gradient-boosting-10-steps", new GradientBoostingOptions { Iterations = 10, EarlyStopping = false }, 20000, 3),
    ];

    private static IEnumerable<ComparisonRow> Both(string name, ClassifierOptions options, int rows, int rounds)
    {
        var suffix = rows == 1200 ? "" : "-" + rows;
        yield return new ComparisonRow(name + suffix, () =>
        {
            var data = Table(rows, 0);
            // scikit-learn checks its numbers while it fits; here LabeledRows does, so it counts.
            return () => Classifiers.Fit(options, new LabeledRows(data.Rows, data.Columns, data.Labels, data.Classes), 0, Threads);
        }, rounds);
        yield return new ComparisonRow(name + "-predict" + suffix, () =>
        {
            var model = Classifiers.Fit(options, Table(rows, 0), 0, Threads);
            model.Threads = Threads;
            var judged = Table(1000, 100_000).Rows;
            var probabilities = new float[1000 * ClassicalTable.Classes];
            return () => model.PredictProbabilities(judged, probabilities);
        }, rounds);
    }

    private static LabeledRows Table(int rows, int first)
    {
        var (values, labels) = ClassicalTable.Make(rows, first);
        return new LabeledRows(values, ClassicalTable.Columns, labels, ClassicalTable.Classes);
    }
}
