using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Neighbors;

/// <summary>Exact nearest neighbours by trying all rows.</summary>
internal sealed class NeighbourSearch
{
    /// <summary>Training rows whose values are held at once.</summary>
    private const int Chunk = 4096;

    private readonly float[] _rows;
    private readonly int _columns;
    private readonly KnnMetric _metric;
    private readonly float[] _centre;

    /// <summary>
    /// The rows as the single-precision search wants them: less their mean (Euclidean), of length 1 (cosine), as they are (Manhattan, or
    /// Euclidean where the mean is near 0 already).
    /// </summary>
    private readonly float[] _prepared;

    private readonly float[] _squares;
    private readonly float _largestSquare;

    public NeighbourSearch(float[] rows, int columns, KnnMetric metric)
    {
        (_rows, _columns, _metric, _centre) = (rows, columns, metric, []);
        (_prepared, _squares) = (rows, []);
        if (metric == KnnMetric.Cosine)
        {
            (_prepared, _) = Prepare(rows);
        }
        else if (metric == KnnMetric.Euclidean)
        {
            (var mean, _squares) = Survey(rows);
            // Rounding errors grow with the squares; where these are the spread about the mean and hardly more, a centred copy would gain
            // nothing.
            if (!(NeighbourKernels.Dot(mean, mean) <= 0.1f * NeighbourKernels.Mean(_squares)))
            {
                _centre = mean;
                (_prepared, _squares) = Prepare(rows);
            }
        }

        foreach (var s in _squares) _largestSquare = Math.Max(_largestSquare, s);
    }

    /// <summary>Writes the nearest rows of each query, nearest first.</summary>
    public void Find(ReadOnlySpan<float> queries, int neighbours, Span<int> indices, Span<double> distances)
    {
        var (queryCount, count) = (queries.Length / _columns, _rows.Length / _columns);
        var prepared = queries;
        float[] squares = [];
        if (_metric == KnnMetric.Euclidean && _centre.Length == 0) (_, squares) = Survey(queries);
        else if (_metric != KnnMetric.Manhattan) (prepared, squares) = Prepare(queries);
        var searches = new CandidateList[queryCount];
        for (var q = 0; q < queryCount; q++) searches[q] = new CandidateList(neighbours, Margin(q < squares.Length ? squares[q] : 0));
        var values = new float[queryCount * Math.Min(Chunk, count)];
        for (var start = 0; start < count; start += Chunk)
        {
            var size = Math.Min(Chunk, count - start);
            var chunk = _prepared.AsSpan(start * _columns, size * _columns);
            if (_metric == KnnMetric.Manhattan)
                RowPairs.Compute<AbsoluteDistanceOperation>(prepared, chunk, _columns, values.AsSpan(0, queryCount * size));
            else RowPairs.Compute<DotOperation>(prepared, chunk, _columns, values.AsSpan(0, queryCount * size));
            for (var q = 0; q < queryCount; q++)
            {
                var own = values.AsSpan(q * size, size);
                if (_metric == KnnMetric.Euclidean) NeighbourKernels.FromDots(own, _squares.AsSpan(start, size));
                else if (_metric == KnnMetric.Cosine) NeighbourKernels.Negate(own);
                searches[q].Offer(own, start);
            }
        }

        for (var q = 0; q < queryCount; q++)
            Rank(
                queries.Slice(q * _columns, _columns), searches[q].Take(), indices.Slice(q * neighbours, neighbours),
                distances.Slice(q * neighbours, neighbours));
    }

    /// <summary>
    /// An upper bound of twice the rounding error of a single-precision value: relative for sums of one sign, absolute for inner products.
    /// </summary>
    private (float Relative, float Absolute) Margin(float square)
    {
        var steps = (_columns / 16 + _columns % 16 + 8) * 1.2e-7f;
        return _metric switch
        {
            KnnMetric.Manhattan => (2 * steps, 0),
            KnnMetric.Cosine => (0, 4 * steps),
            _ => (0, 4 * steps * (square + _largestSquare)),
        };
    }

    private void Rank(ReadOnlySpan<float> query, List<int> candidates, Span<int> indices, Span<double> distances)
    {
        var exact = new (double Distance, int Index)[candidates.Count];
        for (var i = 0; i < exact.Length; i++) exact[i] = (Exact(query, _rows.AsSpan(candidates[i] * _columns, _columns)), candidates[i]);
        Array.Sort(exact);
        for (var n = 0; n < indices.Length; n++) (distances[n], indices[n]) = exact[n];
    }

    private double Exact(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0, squaresA = 0, squaresB = 0;
        switch (_metric)
        {
            case KnnMetric.Euclidean:
                for (var k = 0; k < a.Length; k++) sum += ((double)a[k] - b[k]) * ((double)a[k] - b[k]);
                return Math.Sqrt(sum);
            case KnnMetric.Manhattan:
                for (var k = 0; k < a.Length; k++) sum += Math.Abs((double)a[k] - b[k]);
                return sum;
            default:
                for (var k = 0; k < a.Length; k++)
                {
                    sum += (double)a[k] * b[k];
                    squaresA += (double)a[k] * a[k];
                    squaresB += (double)b[k] * b[k];
                }

                return squaresA == 0 || squaresB == 0 ? 1 : Math.Max(0, 1 - sum / Math.Sqrt(squaresA * squaresB));
        }
    }

    /// <summary>The rows centred, with their squares; of length 1 for cosine.</summary>
    private (float[] Rows, float[] Squares) Prepare(ReadOnlySpan<float> rows)
    {
        var result = new float[rows.Length];
        var squares = new float[_metric == KnnMetric.Euclidean ? rows.Length / _columns : 0];
        for (var at = 0; at < rows.Length; at += _columns)
        {
            var row = rows.Slice(at, _columns);
            var own = result.AsSpan(at, _columns);
            if (_metric == KnnMetric.Cosine)
            {
                NeighbourKernels.Normalise(row, own);
                continue;
            }

            NeighbourKernels.Subtract(row, _centre, own);
            squares[at / _columns] = NeighbourKernels.Dot(own, own);
        }

        return (result, squares);
    }

    /// <summary>The mean of rows and the square of each, in one pass.</summary>
    private (float[] Mean, float[] Squares) Survey(ReadOnlySpan<float> rows)
    {
        var (mean, squares) = (new float[_columns], new float[rows.Length / _columns]);
        for (var i = 0; i < squares.Length; i++)
        {
            var row = rows.Slice(i * _columns, _columns);
            NeighbourKernels.AddScaled(mean, row, 1f / squares.Length);
            squares[i] = NeighbourKernels.Dot(row, row);
        }

        return (mean, squares);
    }
}
