using Undertone.Learning.Randomness;

namespace Undertone.Learning.Classical.Svm;

/// <summary>
/// Takes the problem apart into pairs of classes (and the folds of Platt's calibration), solves them in parallel and puts the model
/// together.
/// </summary>
internal static class SvmTrainer
{
    private const int CalibrationFolds = 5;

    public static SvmClassifier Fit(SvmOptions options, LabeledRows data, FitContext context)
    {
        var (rows, bounds, classes, starts) = SortByClass(options, data);
        var kernel = new KernelFunction(options.Kernel, options.Gamma.Resolve(data.Rows, data.Columns), options.Coef0, options.Degree);
        var bytes = options.CacheMegabytes * 1024L * 1024L;
        var table = new KernelTable(rows, data.Columns, kernel, bytes, context);
        var pairs = Pairs(classes.Length);
        var folds = options.Probabilities ? CalibrationFolds : 0;
        var problems = new Problem[pairs.Length];
        for (var p = 0; p < pairs.Length; p++)
            problems[p] = new Problem(starts, pairs[p], bounds, SplitMix64.ForPart(context.Seed, (ulong)p), folds);
        // Solutions of whole pairs, and decisions of the samples left out in each fold.
        Parallel.For(0, pairs.Length * (1 + folds), context.Parallel, work =>
            problems[work / (1 + folds)].Solve(work % (1 + folds) - 1, table, options, bytes / context.Threads, context.Cancellation));

        var rho = new double[pairs.Length];
        var sigmoids = new double[options.Probabilities ? pairs.Length * 2 : 0];
        var coefficients = new double[(classes.Length - 1) * (long)bounds.Length];
        for (var p = 0; p < pairs.Length; p++)
        {
            var (a, b) = pairs[p];
            rho[p] = problems[p].Rho;
            for (var i = 0; i < problems[p].Members.Length; i++)
            {
                var row = problems[p].Members[i];
                // LIBSVM's layout: a support vector of class a keeps its weight against class b in line b - 1 (b above a) or b (below).
                var line = row < starts[a + 1] && row >= starts[a] ? b - 1 : a;
                coefficients[(long)line * bounds.Length + row] = problems[p].Coefficients[i];
            }

            if (options.Probabilities) (sigmoids[2 * p], sigmoids[2 * p + 1]) = problems[p].Calibrate();
        }

        return Assemble(data, rows, classes, starts, kernel, coefficients, rho, sigmoids);
    }

    private static (int, int)[] Pairs(int classes)
    {
        var pairs = new List<(int, int)>();
        for (var a = 0; a < classes; a++)
        {
            for (var b = a + 1; b < classes; b++) pairs.Add((a, b));
        }

        return [.. pairs];
    }

    /// <summary>Rows with weight by class, each with its bound C * weight; the classes that occur, and where each starts.</summary>
    private static (float[] Rows, double[] Bounds, int[] Classes, int[] Starts) SortByClass(SvmOptions options, LabeledRows data)
    {
        var rows = new List<int>();
        var (classes, starts) = (new List<int>(), new List<int>());
        for (var c = 0; c < data.Classes; c++)
        {
            var start = rows.Count;
            for (var i = 0; i < data.Count; i++)
            {
                if (data.Labels[i] == c && (data.Weights is null || data.Weights[i] > 0)) rows.Add(i);
            }

            if (rows.Count == start) continue;
            classes.Add(c);
            starts.Add(start);
        }

        starts.Add(rows.Count);
        var sorted = new float[rows.Count * data.Columns];
        var bounds = new double[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            data.Row(rows[i]).CopyTo(sorted.AsSpan(i * data.Columns));
            bounds[i] = options.C * (data.Weights?[rows[i]] ?? 1);
        }

        return (sorted, bounds, [.. classes], [.. starts]);
    }

    private static SvmClassifier Assemble(
        LabeledRows data, float[] rows, int[] classes, int[] starts, KernelFunction kernel, double[] coefficients, double[] rho,
        double[] sigmoids)
    {
        var all = starts[^1];
        var kept = new List<int>();
        var supportStarts = new int[starts.Length];
        for (var c = 0; c < classes.Length; c++)
        {
            for (var i = starts[c]; i < starts[c + 1]; i++)
            {
                for (var line = 0; line < classes.Length - 1; line++)
                {
                    if (coefficients[(long)line * all + i] == 0) continue;
                    kept.Add(i);
                    break;
                }
            }

            supportStarts[c + 1] = kept.Count;
        }

        var vectors = new float[kept.Count * data.Columns];
        var weights = new double[(classes.Length - 1) * kept.Count];
        for (var s = 0; s < kept.Count; s++)
        {
            rows.AsSpan(kept[s] * data.Columns, data.Columns).CopyTo(vectors.AsSpan(s * data.Columns));
            for (var line = 0; line < classes.Length - 1; line++) weights[line * kept.Count + s] = coefficients[(long)line * all + kept[s]];
        }

        return new SvmClassifier(new SvmModel(data.Columns, data.Classes, kernel, classes, supportStarts, vectors, weights, rho, sigmoids));
    }

    /// <summary>One pair of classes: the whole of it, and its folds for calibration.</summary>
    private sealed class Problem
    {
        private readonly double[] _y;
        private readonly double[] _bounds;
        private readonly int[] _foldOf;
        private readonly int _folds;
        private readonly double[] _leftOut;

        public Problem(int[] starts, (int A, int B) pair, double[] bounds, SplitMix64 random, int folds)
        {
            var (sizeA, sizeB) = (starts[pair.A + 1] - starts[pair.A], starts[pair.B + 1] - starts[pair.B]);
            (Members, Coefficients, _folds) = (new int[sizeA + sizeB], [], folds);
            (_y, _bounds, _foldOf, _leftOut) = (
                new double[Members.Length], new double[Members.Length], new int[Members.Length], new double[Members.Length]);
            for (var i = 0; i < Members.Length; i++)
            {
                Members[i] = i < sizeA ? starts[pair.A] + i : starts[pair.B] + i - sizeA;
                _y[i] = i < sizeA ? 1 : -1;
                _bounds[i] = bounds[Members[i]];
                _foldOf[i] = folds == 0 ? -1 : i % folds;
            }

            // Dealt per class, so that a fold lacks a class only where the class has fewer samples than there are folds.
            random.Shuffle<int>(_foldOf.AsSpan(0, sizeA));
            random.Shuffle<int>(_foldOf.AsSpan(sizeA));
        }

        public int[] Members { get; }

        public double[] Coefficients { get; private set; }

        public double Rho { get; private set; }

        /// <summary>Solves the whole (fold -1), or all but a fold and then judges that fold.</summary>
        public void Solve(int fold, KernelTable table, SvmOptions options, long bytes, CancellationToken cancellation)
        {
            if (fold < 0)
            {
                (Coefficients, Rho) = SmoSolver.Solve(
                    table, Members, _y, _y, _bounds, options.Tolerance, options.Shrinking, bytes, cancellation);
                return;
            }

            int[] train = [.. Places(f => f != fold)], test = [.. Places(f => f == fold)];
            var y = Pick(_y, train);
            var members = Pick(Members, train);
            if (Array.IndexOf(y, 1) < 0 || Array.IndexOf(y, -1) < 0)
            {
                foreach (var i in test) _leftOut[i] = y.Length == 0 ? 0 : y[0];
                return;
            }

            var (coefficients, rho) = SmoSolver.Solve(
                table, members, y, y, Pick(_bounds, train), options.Tolerance, options.Shrinking, bytes, cancellation);
            var values = new float[members.Length];
            foreach (var i in test)
            {
                table.Fill(Members[i], members, values);
                _leftOut[i] = Kernels.SmoKernels.Dot(coefficients, values) - rho;
            }
        }

        public (double A, double B) Calibrate() => PlattScaling.Fit(_leftOut, Array.ConvertAll(_y, y => y > 0));

        private IEnumerable<int> Places(Predicate<int> wanted)
        {
            for (var i = 0; i < _foldOf.Length; i++)
            {
                if (wanted(_foldOf[i])) yield return i;
            }
        }

        private static T[] Pick<T>(T[] from, int[] places) => Array.ConvertAll(places, i => from[i]);
    }
}
