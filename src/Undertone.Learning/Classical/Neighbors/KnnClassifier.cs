using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Neighbors;

/// <summary>
/// A fitted k-nearest-neighbour classifier; see <see cref="KnnOptions"/>. Candidates are found in single precision, with a margin that
/// covers its error, and then put in order in double precision: the neighbours are those of an exact search. Fitting keeps the training
/// rows as they are, without a copy (unless rows of weight 0 had to be left out), so do not change that array afterwards; the first search
/// passes over them once to make its tables.
/// </summary>
public sealed class KnnClassifier : IClassifier
{
    private const int Block = 32;
    private readonly KnnOptions _options;
    private readonly float[] _rows;
    private readonly int[] _labels;
    private readonly float[]? _weights;
    private readonly Lazy<NeighbourSearch> _search;

    internal KnnClassifier(KnnOptions options, int features, int classes, float[] rows, int[] labels, float[]? weights)
    {
        (_options, Features, Classes, _rows, _labels, _weights) = (options, features, classes, rows, labels, weights);
        _search = new Lazy<NeighbourSearch>(() => new NeighbourSearch(rows, features, options.Metric));
    }

    /// <inheritdoc/>
    public string Kind => "knn";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>How many neighbours vote.</summary>
    public int Neighbors => _options.Neighbors;

    /// <summary>Fits a nearest-neighbour classifier, which keeps the training rows.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static KnnClassifier Fit(
        KnnOptions options, LabeledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default) =>
        Keep(options, data, FitContext.Of(options, seed, threads, cancellationToken));

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        var search = _search.Value;
        RowBlocks.Run(rows, Features, probabilities, Classes, Block, Threads, (_, block, results) =>
        {
            var count = block.Length / Features;
            var (indices, distances) = (new int[count * Neighbors], new double[count * Neighbors]);
            search.Find(block, Neighbors, indices, distances);
            for (var i = 0; i < count; i++)
            {
                Vote(
                    indices.AsSpan(i * Neighbors, Neighbors), distances.AsSpan(i * Neighbors, Neighbors),
                    results.Slice(i * Classes, Classes));
            }
        });
    }

    /// <summary>The nearest training rows of each row, nearest first.</summary>
    /// <param name="rows">[rows, <see cref="Features"/>], row-major, finite.</param>
    /// <returns>
    /// Numbers of training rows (those of weight 0 are not counted) and their distances, [rows, <see cref="Neighbors"/>] each.
    /// </returns>
    /// <exception cref="ArgumentException">The length does not fit, or a number is not finite.</exception>
    public (int[] Indices, double[] Distances) FindNeighbors(ReadOnlySpan<float> rows)
    {
        var count = rows.Length / Features;
        PredictionInput.Check(rows, Features, count, 1);
        var (indices, distances) = (new int[count * Neighbors], new double[count * Neighbors]);
        var search = _search.Value;
        RowBlocks.Run(rows, Features, new float[count], 1, Block, Threads, (first, block, results) =>
            search.Find(
                block, Neighbors, indices.AsSpan(first * Neighbors, results.Length * Neighbors),
                distances.AsSpan(first * Neighbors, results.Length * Neighbors)));
        return (indices, distances);
    }

    /// <inheritdoc/>
    public ClassifierState Save()
    {
        var settings = _options.ToJson();
        (settings["features"], settings["classes"]) = (Features, Classes);
        List<StateTensor> tensors =
            [StateTensor.From("rows", _rows, _labels.Length, Features), StateTensor.From("labels", _labels, _labels.Length)];
        if (_weights is not null) tensors.Add(StateTensor.From("weights", _weights, _weights.Length));
        settings["weighted"] = _weights is null ? 0 : 1;
        return new ClassifierState(Kind, settings, tensors);
    }

    internal static KnnClassifier Restore(StateReader state)
    {
        var (features, classes, count) = (state.Int("features", 1), state.Int("classes", 2, 4096), state.Length("labels"));
        var options = new KnnOptions
        {
            Neighbors = state.Int("neighbours", 1, count),
            DistanceWeighted = state.Text("weights", "uniform", "distance") == "distance",
            Metric = KnnOptions.MetricOf(state.Text("metric", "euclidean", "manhattan", "cosine")),
        };
        return new KnnClassifier(
            options, features, classes, state.Singles("rows", count, features), state.Ints("labels", 0, classes - 1, count),
            state.Int("weighted", 0, 1) == 1 ? state.Singles("weights", count) : null);
    }

    private void Vote(ReadOnlySpan<int> indices, ReadOnlySpan<double> distances, Span<float> result)
    {
        // At distance 0 the weight is infinite: then only such neighbours vote.
        var touching = _options.DistanceWeighted && distances[0] == 0;
        Span<double> votes = Classes <= 64 ? stackalloc double[Classes] : new double[Classes];
        votes.Clear();
        double sum = 0;
        for (var n = 0; n < indices.Length; n++)
        {
            var vote = !_options.DistanceWeighted ? 1 : touching ? (distances[n] == 0 ? 1 : 0) : 1 / distances[n];
            vote *= _weights?[indices[n]] ?? 1;
            votes[_labels[indices[n]]] += vote;
            sum += vote;
        }

        for (var c = 0; c < result.Length; c++) result[c] = (float)(votes[c] / sum);
    }

    private static KnnClassifier Keep(KnnOptions options, LabeledRows data, FitContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = data;
        if (data.Weights is not null)
        {
            var kept = new List<int>(data.Count);
            for (var i = 0; i < data.Count; i++)
            {
                if (data.Weights[i] > 0) kept.Add(i);
            }

            rows = data.Select([.. kept]);
        }

        return rows.Count >= options.Neighbors
            ? new KnnClassifier(options, rows.Columns, rows.Classes, rows.Rows, rows.Labels, rows.Weights)
            : throw new ClassifierOptionsException(
                $"neighbours is {options.Neighbors}, but there are only {rows.Count} training rows; ask for fewer neighbours.");
    }
}
