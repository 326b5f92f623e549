namespace Undertone.Learning.Classical.Svm;

/// <summary>The kernels of the support vector machine, with the numbers gamma, coef0 and degree of <see cref="SvmOptions"/>.</summary>
public enum SvmKernel
{
    /// <summary>exp(-gamma |a - b|²), "rbf".</summary>
    Rbf,

    /// <summary>a·b, "linear".</summary>
    Linear,

    /// <summary>(gamma a·b + coef0)^degree, "poly".</summary>
    Polynomial,

    /// <summary>tanh(gamma a·b + coef0), "sigmoid".</summary>
    Sigmoid,
}
