using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>The search for infinities and NaN; the runtime's own range search takes numbers one by one.</summary>
internal static class Finite
{
    /// <summary>The place of the first number that is not finite; -1 where all are.</summary>
    public static int IndexOfExcept(ReadOnlySpan<float> numbers)
    {
        // Without its sign, a number is finite where its bits are below those of infinity.
        var (magnitude, infinity) = (Vector512.Create(0x7FFFFFFFu), Vector512.Create(0x7F800000u));
        var bits = MemoryMarshal.Cast<float, uint>(numbers);
        var i = 0;
        for (; i + 64 <= bits.Length; i += 64)
        {
            var own = bits.Slice(i, 64);
            var first = Vector512.Max(Vector512.Create(own) & magnitude, Vector512.Create(own[16..]) & magnitude);
            var second = Vector512.Max(Vector512.Create(own[32..]) & magnitude, Vector512.Create(own[48..]) & magnitude);
            if (Vector512.GreaterThanOrEqualAny(Vector512.Max(first, second), infinity)) break;
        }

        for (; i < numbers.Length; i++)
        {
            if (!float.IsFinite(numbers[i])) return i;
        }

        return -1;
    }
}
