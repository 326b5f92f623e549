using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Activation functions and their gradients: a gradient takes the function's output (or its input for GELU and SiLU) and the gradient that
/// comes in.
/// </summary>
internal static class Curves
{
    /// <summary>z[i] = g[i] where sign[i] is positive, slope g[i] elsewhere.</summary>
    public static void Leaky(ReadOnlySpan<float> sign, ReadOnlySpan<float> g, float slope, Span<float> z)
    {
        for (var i = 0; i < z.Length; i++) z[i] = sign[i] > 0 ? g[i] : slope * g[i];
    }

    /// <summary>e^x.</summary>
    internal readonly struct Exponential : IUnaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x) => VectorMath.Exp(x);
    }

    /// <summary>max(x, 0); NaN stays NaN.</summary>
    internal readonly struct Relu : IUnaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x) => Vector512.Max(x, V.Zero);
    }

    /// <summary>g where y is positive.</summary>
    internal readonly struct ReluGradient : IBinaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V y, V g) => Vector512.GreaterThan(y, V.Zero) & g;
    }

    /// <summary>x or e^x - 1.</summary>
    internal readonly struct Elu : IUnaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x) => Vector512.ConditionalSelect(Vector512.LessThan(x, V.Zero), VectorMath.Exp(x) - V.One, x);
    }

    /// <summary>g or g (y + 1).</summary>
    internal readonly struct EluGradient : IBinaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V y, V g) => Vector512.ConditionalSelect(Vector512.LessThan(y, V.Zero), g * (y + V.One), g);
    }

    /// <summary>The logistic function.</summary>
    internal readonly struct Sigmoid : IUnaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x) => VectorMath.Sigmoid(x);
    }

    /// <summary>g y (1 - y).</summary>
    internal readonly struct SigmoidGradient : IBinaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V y, V g) => g * (y * (V.One - y));
    }

    /// <summary>The hyperbolic tangent.</summary>
    internal readonly struct Tanh : IUnaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x) => VectorMath.Tanh(x);
    }

    /// <summary>g (1 - y^2).</summary>
    internal readonly struct TanhGradient : IBinaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V y, V g) => g * (V.One - y * y);
    }

    /// <summary>x Phi(x).</summary>
    internal readonly struct Gelu : IUnaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x) => x * Phi(x);

        /// <summary>The normal distribution function.</summary>
        public static V Phi(V x) => Vector512.Create(0.5f) * (V.One + VectorMath.Erf(x * Vector512.Create(0.70710678f)));
    }

    /// <summary>g (Phi(x) + x phi(x)).</summary>
    internal readonly struct GeluGradient : IBinaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x, V g)
        {
            var density = Vector512.Create(0.39894228f) * VectorMath.Exp(x * x * Vector512.Create(-0.5f));
            return g * (Gelu.Phi(x) + x * density);
        }
    }

    /// <summary>x sigmoid(x).</summary>
    internal readonly struct Silu : IUnaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x) => x * VectorMath.Sigmoid(x);
    }

    /// <summary>g (s + x s (1 - s)) with s = sigmoid(x).</summary>
    internal readonly struct SiluGradient : IBinaryOperation
    {
        /// <inheritdoc/>
        public static V Apply(V x, V g)
        {
            var s = VectorMath.Sigmoid(x);
            return g * (s + x * s * (V.One - s));
        }
    }
}
