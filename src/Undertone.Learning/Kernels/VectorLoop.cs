using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>y = f(x) on 16 numbers.</summary>
internal interface IUnaryOperation
{
    /// <summary>Applies f to each element.</summary>
    static abstract Vector512<float> Apply(Vector512<float> x);
}

/// <summary>z = f(x, y) on 16 numbers.</summary>
internal interface IBinaryOperation
{
    /// <summary>Applies f to each pair.</summary>
    static abstract Vector512<float> Apply(Vector512<float> x, Vector512<float> y);
}

/// <summary>
/// Loops over spans 16 numbers at a time. The rest at the end goes through the same vector code, so a result does not depend on its place.
/// </summary>
internal static class VectorLoop
{
    /// <summary>Numbers in a vector.</summary>
    public const int Width = 16;

    /// <summary>A length rounded up to whole vectors.</summary>
    public static int Padded(int length) => (length + Width - 1) / Width * Width;

    /// <summary>z[i] = f(x[i]); z may be x.</summary>
    public static void Map<TOperation>(ReadOnlySpan<float> x, Span<float> z)
        where TOperation : struct, IUnaryOperation
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(z.Length, x.Length);
        var i = 0;
        for (; i <= x.Length - Width; i += Width) TOperation.Apply(Vector512.Create(x[i..])).CopyTo(z[i..]);
        if (i < x.Length) StoreRest(TOperation.Apply(LoadRest(x[i..])), z[i..]);
    }

    /// <summary>z[i] = f(x[i], y[i]); z may be x or y.</summary>
    public static void Map<TOperation>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z)
        where TOperation : struct, IBinaryOperation
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(z.Length, x.Length);
        var i = 0;
        for (; i <= x.Length - Width; i += Width) TOperation.Apply(Vector512.Create(x[i..]), Vector512.Create(y[i..])).CopyTo(z[i..]);
        if (i < x.Length) StoreRest(TOperation.Apply(LoadRest(x[i..]), LoadRest(y[i..])), z[i..]);
    }

    /// <summary>Reads fewer than 16 numbers and fills up with zeros.</summary>
    [SkipLocalsInit]
    public static Vector512<float> LoadRest(ReadOnlySpan<float> from)
    {
        Span<float> whole = stackalloc float[Width];
        whole.Clear();
        from.CopyTo(whole);
        return Vector512.Create<float>(whole);
    }

    /// <summary>Writes the first numbers of a vector.</summary>
    [SkipLocalsInit]
    public static void StoreRest(Vector512<float> vector, Span<float> to)
    {
        Span<float> whole = stackalloc float[Width];
        vector.CopyTo(whole);
        whole[..to.Length].CopyTo(to);
    }
}
