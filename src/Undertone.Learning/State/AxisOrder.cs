namespace Undertone.Learning.State;

/// <summary>Exchanges the axes of arrays of any number of them.</summary>
internal static class AxisOrder
{
    /// <summary>An array with its axes in another order.</summary>
    /// <param name="from">The numbers, row-major.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="order">Axis i of the result is axis order[i] of what comes in.</param>
    public static float[] Apply(ReadOnlySpan<float> from, IReadOnlyList<int> shape, int[] order)
    {
        var strides = new int[order.Length];
        for (int axis = order.Length - 1, stride = 1; axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
        var (to, place) = (new float[from.Length], new int[order.Length]);
        foreach (ref var value in to.AsSpan())
        {
            var at = 0;
            for (var i = 0; i < order.Length; i++) at += place[i] * strides[order[i]];
            value = from[at];
            for (var i = order.Length - 1; i >= 0 && ++place[i] == shape[order[i]]; i--) place[i] = 0;
        }

        return to;
    }
}
