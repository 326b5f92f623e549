using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Tests.Kernels;

/// <summary>What the tests of the kernels share: the vector units of this processor, random numbers, and how exact a sum can be.</summary>
internal static class KernelData
{
    /// <summary>The units that this processor has, the most portable first.</summary>
    public static IEnumerable<VectorUnit> Units => Enum.GetValues<VectorUnit>().Where(u => u <= MicroKernel.Best.Unit);

    /// <summary>Numbers from -0.5 to 0.5.</summary>
    public static AlignedBuffer<float> Fill(int length, Random random)
    {
        var buffer = new AlignedBuffer<float>(length);
        foreach (ref var v in buffer.Span) v = (float)random.NextDouble() - 0.5f;
        return buffer;
    }

    /// <summary>
    /// Fails where an element is further from the sum in double precision than rounding can carry a sum of so many products in single
    /// precision: terms * 2^-24 * the sum of the products' sizes (Higham 2002, chapter 4).
    /// </summary>
    public static void ShouldBeWithinRounding(
        this ReadOnlySpan<float> actual, ReadOnlySpan<double> expected, ReadOnlySpan<double> sizes, int terms, string what)
    {
        actual.Length.ShouldBe(expected.Length, what);
        for (var i = 0; i < actual.Length; i++)
        {
            var bound = (terms + 1) * Math.Pow(2, -24) * sizes[i];
            if (!(Math.Abs(actual[i] - expected[i]) <= bound))
                Assert.Fail($"{what}: element {i} is {actual[i]:R} for {expected[i]:R}, further away than {bound:G3}.");
        }
    }

    /// <inheritdoc cref="ShouldBeWithinRounding(ReadOnlySpan{float}, ReadOnlySpan{double}, ReadOnlySpan{double}, int, string)"/>
    public static void ShouldBeWithinRounding(this Span<float> actual, double[] expected, double[] sizes, int terms, string what) =>
        ((ReadOnlySpan<float>)actual).ShouldBeWithinRounding(expected, sizes, terms, what);

    /// <summary>
    /// Fails unless every unit gives the same bits: all add their products in the same order with one rounding each, since a processor
    /// with more than one of the units has fused multiply-add.
    /// </summary>
    public static void ShouldGiveTheSameBitsOnEveryUnit(Func<VectorUnit, float[]> compute)
    {
        var best = compute(MicroKernel.Best.Unit);
        foreach (var unit in Units) compute(unit).ShouldBe(best, unit.ToString());
    }
}
