using System.Globalization;
using TorchSharp;
using Undertone.Benchmarks;

namespace Undertone.LibTorch;

/// <summary>Matrix products in single precision, as bench/peers/gemm.py has them.</summary>
internal static class Products
{
    public static Dictionary<string, Func<Action>> All(int threads) =>
        ProductSizes.All.ToDictionary(s => FormattableString.Invariant($"{s}-t{threads}"), s => (Func<Action>)(() => Product(s)));

    private static Action Product(string size)
    {
        var parts = size.Split('x').Select(p => long.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        var (m, n, k) = parts is [var all] ? (all, all, all) : (parts[0], parts[1], parts[2]);
        var (a, b) = (torch.randn(m, k), torch.randn(k, n));
        var repeats = Math.Max(1, (int)(1e8 / (2.0 * m * n * k)));
        return () =>
        {
            for (var i = 0; i < repeats; i++) torch.mm(a, b).Dispose();
        };
    }
}
