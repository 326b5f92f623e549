namespace Undertone.Learning.Kernels;

/// <summary>The kinds of vector unit that the kernels are written for.</summary>
internal enum VectorUnit
{
    /// <summary>128-bit vectors of any processor, or plain numbers where there are none.</summary>
    Portable,

    /// <summary>AVX2 with fused multiply-add.</summary>
    Avx2,

    /// <summary>AVX-512.</summary>
    Avx512,
}
