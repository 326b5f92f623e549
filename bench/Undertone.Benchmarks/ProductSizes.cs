namespace Undertone.Benchmarks;

/// <summary>The matrix products of `compare gemm`, as bench/peers/gemm.py has them: a size n, or MxNxK.</summary>
internal static class ProductSizes
{
    public static string[] All { get; } =
    [
        "256", "512", "1024", "2048", "9600x512x40", "9600x512x128", "512x512x2048",
        "32x512x128", "16x512x128", "6016x128x192", "3008x256x384", "32x128x128",
    ];
}
