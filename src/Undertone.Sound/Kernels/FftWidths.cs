using System.Numerics;

namespace Undertone.Sound.Kernels;

/// <summary>The kernels of a transform for each register that a machine of a width has, from the widest down to single numbers.</summary>
internal static class FftWidths
{
    public static FftKernels<S>[] Of<S>(SimdWidth width)
        where S : unmanaged, IBinaryFloatingPointIeee754<S> =>
        typeof(S) == typeof(float) ? (FftKernels<S>[])(object)Singles(width) : (FftKernels<S>[])(object)Doubles(width);

    private static FftKernels<float>[] Singles(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 =>
        [
            new FftKernels<float, Lanes16>(), new FftKernels<float, Lanes8>(),
            new FftKernels<float, Lanes4>(), new FftKernels<float, Lanes1>(),
        ],
        SimdWidth.Vector256 => [new FftKernels<float, Lanes8>(), new FftKernels<float, Lanes4>(), new FftKernels<float, Lanes1>()],
        SimdWidth.Vector128 => [new FftKernels<float, Lanes4>(), new FftKernels<float, Lanes1>()],
        _ => [new FftKernels<float, Lanes1>()],
    };

    private static FftKernels<double>[] Doubles(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 =>
        [
            new FftKernels<double, DoubleLanes8>(), new FftKernels<double, DoubleLanes4>(),
            new FftKernels<double, DoubleLanes2>(), new FftKernels<double, DoubleLanes1>(),
        ],
        SimdWidth.Vector256 =>
            [new FftKernels<double, DoubleLanes4>(), new FftKernels<double, DoubleLanes2>(), new FftKernels<double, DoubleLanes1>()],
        SimdWidth.Vector128 => [new FftKernels<double, DoubleLanes2>(), new FftKernels<double, DoubleLanes1>()],
        _ => [new FftKernels<double, DoubleLanes1>()],
    };
}
