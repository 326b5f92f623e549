using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>The optimisers' inner loops. Lengths are multiples of 16.</summary>
internal static class Updates
{
    /// <summary>
    /// m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, w = w shrink - step m / (sqrt(v) / root + epsilon), with g + decay w for g.
    /// </summary>
    public static void Adam(Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> v, in AdamStep step)
    {
        var (b1, b2) = (Vector512.Create(step.Beta1), Vector512.Create(step.Beta2));
        var (c1, c2) = (Vector512.Create(1 - step.Beta1), Vector512.Create(1 - step.Beta2));
        var (size, root) = (Vector512.Create(step.Size), Vector512.Create(1 / step.Root));
        var (epsilon, decay, shrink) = (Vector512.Create(step.Epsilon), Vector512.Create(step.Decay), Vector512.Create(step.Shrink));
        var scale = Vector512.Create(step.GradientScale);
        for (var i = 0; i < w.Length; i += VectorLoop.Width)
        {
            var weight = Vector512.Create<float>(w[i..]);
            var gradient = Vector512.FusedMultiplyAdd(decay, weight, Vector512.Create(g[i..]) * scale);
            var mean = b1 * Vector512.Create<float>(m[i..]) + c1 * gradient;
            var square = b2 * Vector512.Create<float>(v[i..]) + c2 * (gradient * gradient);
            mean.CopyTo(m[i..]);
            square.CopyTo(v[i..]);
            (weight * shrink - size * mean / (Vector512.Sqrt(square) * root + epsilon)).CopyTo(w[i..]);
        }
    }

    /// <summary>b = momentum b + g, w = w - rate (b, or g + momentum b for Nesterov's rule), with g + decay w for g.</summary>
    public static void Sgd(
        Span<float> w, ReadOnlySpan<float> g, Span<float> b, float rate, float momentum, bool nesterov, float decay, float gradientScale)
    {
        var (r, mu, d, scale) = (
            Vector512.Create(rate), Vector512.Create(momentum), Vector512.Create(decay), Vector512.Create(gradientScale));
        for (var i = 0; i < w.Length; i += VectorLoop.Width)
        {
            var weight = Vector512.Create<float>(w[i..]);
            var gradient = Vector512.FusedMultiplyAdd(d, weight, Vector512.Create(g[i..]) * scale);
            var direction = mu * Vector512.Create<float>(b[i..]) + gradient;
            direction.CopyTo(b[i..]);
            if (nesterov) direction = gradient + mu * direction;
            (weight - r * direction).CopyTo(w[i..]);
        }
    }

    /// <summary>v = rho v + (1 - rho) g^2, b = momentum b + g / (sqrt(v) + epsilon), w = w - rate b, with g + decay w for g.</summary>
    public static void RmsProp(Span<float> w, ReadOnlySpan<float> g, Span<float> v, Span<float> b, in RmsStep step)
    {
        var (rho, rest, epsilon) = (Vector512.Create(step.Rho), Vector512.Create(1 - step.Rho), Vector512.Create(step.Epsilon));
        var (rate, mu, decay, scale) = (
            Vector512.Create(step.Rate), Vector512.Create(step.Momentum), Vector512.Create(step.Decay),
            Vector512.Create(step.GradientScale));
        for (var i = 0; i < w.Length; i += VectorLoop.Width)
        {
            var weight = Vector512.Create<float>(w[i..]);
            var gradient = Vector512.FusedMultiplyAdd(decay, weight, Vector512.Create(g[i..]) * scale);
            var square = rho * Vector512.Create<float>(v[i..]) + rest * (gradient * gradient);
            square.CopyTo(v[i..]);
            var direction = mu * Vector512.Create<float>(b[i..]) + gradient / (Vector512.Sqrt(square) + epsilon);
            direction.CopyTo(b[i..]);
            (weight - rate * direction).CopyTo(w[i..]);
        }
    }

    /// <summary>average = decay average + (1 - decay) w.</summary>
    public static void Average(Span<float> average, ReadOnlySpan<float> w, float decay)
    {
        var (keep, take) = (Vector512.Create(decay), Vector512.Create(1 - decay));
        for (var i = 0; i < w.Length; i += VectorLoop.Width)
            (keep * Vector512.Create<float>(average[i..]) + take * Vector512.Create(w[i..])).CopyTo(average[i..]);
    }

    /// <summary>Numbers of one step of Adam.</summary>
    /// <param name="Size">Learning rate over 1 - beta1^t.</param>
    /// <param name="Root">Square root of 1 - beta2^t.</param>
    /// <param name="Beta1">Decay of the mean.</param>
    /// <param name="Beta2">Decay of the mean square.</param>
    /// <param name="Epsilon">Added to the root.</param>
    /// <param name="Decay">Share of the weight added to the gradient.</param>
    /// <param name="Shrink">Factor on the weight, 1 - rate times decay for AdamW.</param>
    /// <param name="GradientScale">Factor on the gradient, below 1 where it is clipped.</param>
    internal readonly record struct AdamStep(
        float Size, float Root, float Beta1, float Beta2, float Epsilon, float Decay, float Shrink, float GradientScale);

    /// <summary>Numbers of one step of RMSprop.</summary>
    /// <param name="Rate">Learning rate.</param>
    /// <param name="Rho">Decay of the mean square.</param>
    /// <param name="Epsilon">Added to the root.</param>
    /// <param name="Momentum">Momentum.</param>
    /// <param name="Decay">Share of the weight added to the gradient.</param>
    /// <param name="GradientScale">Factor on the gradient, below 1 where it is clipped.</param>
    internal readonly record struct RmsStep(float Rate, float Rho, float Epsilon, float Momentum, float Decay, float GradientScale);
}
