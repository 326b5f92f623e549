using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Undertone.Learning.Kernels;

/// <summary>
/// The elementwise part of a long short-term memory, for one sample and one step. Gates lie in Keras' and PyTorch's order: input, forget,
/// cell, output.
/// </summary>
internal static unsafe class LstmCell
{
    /// <summary>From the gates' sums z [4 units] and the cell before, the gates' values, the new cell and the new output.</summary>
    public static void Forward(float* z, float* cellBefore, float* gates, float* cell, float* output, int units)
    {
        for (var j = 0; j < units; j += VectorLoop.Width)
        {
            var count = units - j;
            var i = VectorMath.Sigmoid(Lanes.Load(z + j, count));
            var f = VectorMath.Sigmoid(Lanes.Load(z + units + j, count));
            var g = VectorMath.Tanh(Lanes.Load(z + 2 * units + j, count));
            var o = VectorMath.Sigmoid(Lanes.Load(z + 3 * units + j, count));
            var c = cellBefore is null ? i * g : Vector512.FusedMultiplyAdd(f, Lanes.Load(cellBefore + j, count), i * g);
            Lanes.Store(i, gates + j, count);
            Lanes.Store(f, gates + units + j, count);
            Lanes.Store(g, gates + 2 * units + j, count);
            Lanes.Store(o, gates + 3 * units + j, count);
            Lanes.Store(c, cell + j, count);
            Lanes.Store(o * VectorMath.Tanh(c), output + j, count);
        }
    }

    /// <summary>Turns the gates' values into the gradients of their sums, in place.</summary>
    /// <param name="gates">Values of the gates, then the gradients of their sums [4 units].</param>
    /// <param name="cell">The cell of this step.</param>
    /// <param name="cellBefore">The cell of the step before, or null for zero.</param>
    /// <param name="outputGradient">Gradient of the output from outside the recurrence, or null for zero.</param>
    /// <param name="carried">Gradient of the output from the next step.</param>
    /// <param name="cellGradient">Gradient of the cell from the next step; afterwards that for the step before.</param>
    /// <param name="units">Number of units.</param>
    public static void Backward(
        float* gates, float* cell, float* cellBefore, float* outputGradient, float* carried, float* cellGradient, int units)
    {
        for (var j = 0; j < units; j += VectorLoop.Width)
        {
            var count = units - j;
            var (i, f) = (Lanes.Load(gates + j, count), Lanes.Load(gates + units + j, count));
            var (g, o) = (Lanes.Load(gates + 2 * units + j, count), Lanes.Load(gates + 3 * units + j, count));
            var t = VectorMath.Tanh(Lanes.Load(cell + j, count));
            var dh = Lanes.Load(carried + j, count);
            if (outputGradient is not null) dh += Lanes.Load(outputGradient + j, count);
            var dc = Vector512.FusedMultiplyAdd(dh * o, V.One - t * t, Lanes.Load(cellGradient + j, count));
            var before = cellBefore is null ? V.Zero : Lanes.Load(cellBefore + j, count);
            Lanes.Store(dc * g * Slope(i), gates + j, count);
            Lanes.Store(dc * before * Slope(f), gates + units + j, count);
            Lanes.Store(dc * i * (V.One - g * g), gates + 2 * units + j, count);
            Lanes.Store(dh * t * Slope(o), gates + 3 * units + j, count);
            Lanes.Store(dc * f, cellGradient + j, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Slope(V s) => s * (V.One - s);
}
