using System.Numerics.Tensors;

namespace Undertone.Learning.Classical.Svm;

/// <summary>Turns inner products or squared distances into kernel values, in place.</summary>
internal static class KernelMaps
{
    public static void Apply(Span<float> values, KernelFunction kernel)
    {
        switch (kernel.Kind)
        {
            case SvmKernel.Rbf:
                TensorPrimitives.Multiply(values, (float)-kernel.Gamma, values);
                TensorPrimitives.Exp(values, values);
                break;
            case SvmKernel.Sigmoid:
                TensorPrimitives.Multiply(values, (float)kernel.Gamma, values);
                TensorPrimitives.Add(values, (float)kernel.Coef0, values);
                TensorPrimitives.Tanh(values, values);
                break;
            case SvmKernel.Polynomial:
                for (var i = 0; i < values.Length; i++)
                {
                    var x = kernel.Gamma * values[i] + kernel.Coef0;
                    double power = 1;
                    for (var bit = kernel.Degree; bit > 0; bit >>= 1, x *= x) power *= (bit & 1) == 1 ? x : 1;
                    values[i] = (float)power;
                }

                break;
        }
    }
}
