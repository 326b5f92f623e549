namespace Undertone.Sound.Kernels;

/// <summary>The layout of a single-precision number.</summary>
internal static class FloatBits
{
    /// <summary>The bits of the mantissa.</summary>
    public const int Mantissa = 23;

    /// <summary>The mantissa's part of the number.</summary>
    public const int MantissaMask = (1 << Mantissa) - 1;

    /// <summary>The number sqrt(1/2).</summary>
    public const int RootOfHalf = 0x3F3504F3;
}
