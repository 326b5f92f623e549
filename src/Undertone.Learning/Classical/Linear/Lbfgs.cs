using System.Numerics.Tensors;

namespace Undertone.Learning.Classical.Linear;

/// <summary>Value and gradient of a smooth function.</summary>
/// <param name="point">Where.</param>
/// <param name="gradient">Takes the gradient.</param>
internal delegate double SmoothFunction(ReadOnlySpan<double> point, Span<double> gradient);

/// <summary>
/// Minimises a convex, smooth function by limited-memory BFGS (Nocedal 1980) with a line search for the strong Wolfe conditions (Nocedal
/// and Wright, algorithms 3.5 and 3.6).
/// </summary>
internal static class Lbfgs
{
    private const int Memory = 10;

    /// <summary>
    /// Improves <paramref name="point"/> until the largest gradient component is at most the tolerance, or a step lowers the value by less
    /// than a share of it; answers the number of steps.
    /// </summary>
    public static int Minimise(
        SmoothFunction function, double[] point, double tolerance, double leastDecrease, int maxSteps, CancellationToken cancellation)
    {
        var n = point.Length;
        var (gradient, direction) = (new double[n], new double[n]);
        var pairs = new List<(double[] Step, double[] Change, double Scale)>();
        var value = function(point, gradient);
        for (var step = 0; step < maxSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Largest(gradient) <= tolerance) return step;
            Direct(gradient, pairs, direction);
            var slope = Dot(gradient, direction);
            if (!(slope < 0))
            {
                pairs.Clear();
                Direct(gradient, pairs, direction);
                slope = Dot(gradient, direction);
            }

            var search = new LineSearch(function, point, direction, value, slope);
            if (!search.Run(pairs.Count == 0 ? Math.Min(1, 1 / Norm(gradient)) : 1))
            {
                // No lower point can be told from rounding: try once from the plain gradient, then stop.
                if (pairs.Count == 0) return step;
                pairs.Clear();
                continue;
            }

            var (move, change) = (new double[n], new double[n]);
            TensorPrimitives.Subtract<double>(search.Point, point, move);
            TensorPrimitives.Subtract<double>(search.Gradient, gradient, change);

            var curvature = Dot(move, change);
            if (curvature > 1e-300)
            {
                if (pairs.Count == Memory) pairs.RemoveAt(0);
                pairs.Add((move, change, 1 / curvature));
            }

            search.Point.CopyTo(point, 0);
            search.Gradient.CopyTo(gradient, 0);
            var decrease = value - search.Value;
            value = search.Value;
            if (decrease <= leastDecrease * Math.Max(1, Math.Abs(value))) return step + 1;
        }

        return maxSteps;
    }

    /// <summary>direction = -H gradient by the two-loop recursion.</summary>
    private static void Direct(double[] gradient, List<(double[] Step, double[] Change, double Scale)> pairs, double[] direction)
    {
        TensorPrimitives.Negate<double>(gradient, direction);
        var weights = new double[pairs.Count];
        for (var p = pairs.Count - 1; p >= 0; p--)
        {
            weights[p] = pairs[p].Scale * Dot(pairs[p].Step, direction);
            Add(direction, pairs[p].Change, -weights[p]);
        }

        if (pairs.Count > 0)
        {
            var (_, change, scale) = pairs[^1];
            var size = 1 / (scale * Dot(change, change));
            TensorPrimitives.Multiply(direction, size, direction);
        }

        for (var p = 0; p < pairs.Count; p++) Add(direction, pairs[p].Step, weights[p] - pairs[p].Scale * Dot(pairs[p].Change, direction));
    }

    private static void Add(double[] to, double[] what, double scale) => TensorPrimitives.MultiplyAdd(what, scale, to, to);

    private static double Dot(double[] a, double[] b) => TensorPrimitives.Dot<double>(a, b);

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static double Largest(double[] a) => Math.Abs(TensorPrimitives.MaxMagnitude<double>(a));

    private sealed class LineSearch(SmoothFunction function, double[] start, double[] direction, double value0, double slope0)
    {
        private const double Decrease = 1e-4;
        private const double Flatten = 0.9;
        private double _slope;

        public double[] Point { get; } = new double[start.Length];

        public double[] Gradient { get; } = new double[start.Length];

        public double Value { get; private set; }

        public bool Run(double size)
        {
            var (before, valueBefore, slopeBefore) = (0.0, value0, slope0);
            for (var trial = 0; trial < 30; trial++)
            {
                Evaluate(size);
                if (Value > value0 + Decrease * size * slope0 || (trial > 0 && Value >= valueBefore) || !double.IsFinite(Value))
                    return Zoom(before, valueBefore, slopeBefore, size, Value, _slope);
                if (Math.Abs(_slope) <= -Flatten * slope0) return true;
                if (_slope >= 0) return Zoom(size, Value, _slope, before, valueBefore, slopeBefore);
                (before, valueBefore, slopeBefore) = (size, Value, _slope);
                size *= 2;
            }

            return Value < value0;
        }

        private bool Zoom(double low, double valueLow, double slopeLow, double high, double valueHigh, double slopeHigh)
        {
            for (var trial = 0; trial < 40; trial++)
            {
                var size = Cubic(low, valueLow, slopeLow, high, valueHigh, slopeHigh);
                Evaluate(size);
                if (Value > value0 + Decrease * size * slope0 || Value >= valueLow || !double.IsFinite(Value))
                {
                    (high, valueHigh, slopeHigh) = (size, Value, _slope);
                    continue;
                }

                if (Math.Abs(_slope) <= -Flatten * slope0) return true;
                if (_slope * (high - low) >= 0) (high, valueHigh, slopeHigh) = (low, valueLow, slopeLow);
                (low, valueLow, slopeLow) = (size, Value, _slope);
            }

            Evaluate(low);
            return low > 0 && Value < value0;
        }

        /// <summary>The least point of the cubic through both ends, kept off the ends.</summary>
        private static double Cubic(double a, double valueA, double slopeA, double b, double valueB, double slopeB)
        {
            var d1 = slopeA + slopeB - 3 * (valueA - valueB) / (a - b);
            var d2 = Math.Sign(b - a) * Math.Sqrt(d1 * d1 - slopeA * slopeB);
            var least = b - (b - a) * (slopeB + d2 - d1) / (slopeB - slopeA + 2 * d2);
            var (from, to) = (Math.Min(a, b), Math.Max(a, b));
            var rim = 0.1 * (to - from);
            return least >= from + rim && least <= to - rim ? least : (a + b) / 2;
        }

        private void Evaluate(double size)
        {
            TensorPrimitives.MultiplyAdd(direction, size, start, Point);
            Value = function(Point, Gradient);
            _slope = Dot(Gradient, direction);
        }
    }
}
