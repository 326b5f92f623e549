using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Recognition.Files;

/// <summary>The vector unit that this process computes on; another kind may round the last digits differently.</summary>
public static class VectorUnits
{
    /// <summary>AVX-512 in its name here.</summary>
    public const string Avx512 = "AVX-512";

    /// <summary>AVX2 with fused multiply-add in its name here.</summary>
    public const string Avx2 = "AVX2";

    /// <summary>NEON in its name here.</summary>
    public const string Neon = "NEON";

    /// <summary>The widest unit that this process uses: one of the names, or <c>none</c>.</summary>
    public static string Here { get; } = Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? Avx512
        : System.Runtime.Intrinsics.X86.Avx2.IsSupported && Fma.IsSupported ? Avx2
        : AdvSimd.IsSupported ? Neon
        : "none";
}
