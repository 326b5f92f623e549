using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Undertone.Learning.Kernels;

/// <summary>
/// The elementwise part of a gated recurrent unit, for one sample and one step, with the reset gate behind the recurrent product (Keras'
/// reset_after, PyTorch's only form). Gates lie in Keras' order: update, reset, candidate; a fourth place holds the candidate's recurrent
/// sum.
/// </summary>
internal static unsafe class GruCell
{
    /// <summary>
    /// From the inputs' sums in <paramref name="gates"/> and the recurrent sums z [3 units], the gates' values [4 units] and the new
    /// output.
    /// </summary>
    public static void Forward(float* z, float* outputBefore, float* gates, float* output, int units)
    {
        for (var j = 0; j < units; j += VectorLoop.Width)
        {
            var count = units - j;
            var update = VectorMath.Sigmoid(Lanes.Load(gates + j, count) + Lanes.Load(z + j, count));
            var reset = VectorMath.Sigmoid(Lanes.Load(gates + units + j, count) + Lanes.Load(z + units + j, count));
            var recurrent = Lanes.Load(z + 2 * units + j, count);
            var candidate = VectorMath.Tanh(Vector512.FusedMultiplyAdd(reset, recurrent, Lanes.Load(gates + 2 * units + j, count)));
            var before = Lanes.Load(outputBefore + j, count);
            Lanes.Store(update, gates + j, count);
            Lanes.Store(reset, gates + units + j, count);
            Lanes.Store(candidate, gates + 2 * units + j, count);
            Lanes.Store(recurrent, gates + 3 * units + j, count);
            Lanes.Store(Vector512.FusedMultiplyAdd(update, before - candidate, candidate), output + j, count);
        }
    }

    /// <summary>
    /// Turns the gates' values into gradients in place: of the update's, reset's and candidate's sums, and in the fourth place of the
    /// candidate's recurrent sum. <paramref name="carried"/> becomes the part of the gradient that reaches the output before without a
    /// product.
    /// </summary>
    public static void Backward(float* gates, float* outputBefore, float* outputGradient, float* carried, int units)
    {
        for (var j = 0; j < units; j += VectorLoop.Width)
        {
            var count = units - j;
            var (update, reset) = (Lanes.Load(gates + j, count), Lanes.Load(gates + units + j, count));
            var (candidate, recurrent) = (Lanes.Load(gates + 2 * units + j, count), Lanes.Load(gates + 3 * units + j, count));
            var dh = Lanes.Load(carried + j, count);
            if (outputGradient is not null) dh += Lanes.Load(outputGradient + j, count);
            var dcandidate = dh * (V.One - update) * (V.One - candidate * candidate);
            Lanes.Store(dh * (Lanes.Load(outputBefore + j, count) - candidate) * Slope(update), gates + j, count);
            Lanes.Store(dcandidate * recurrent * Slope(reset), gates + units + j, count);
            Lanes.Store(dcandidate, gates + 2 * units + j, count);
            Lanes.Store(dcandidate * reset, gates + 3 * units + j, count);
            Lanes.Store(dh * update, carried + j, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Slope(V s) => s * (V.One - s);
}
