using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical.Svm;

/// <summary>
/// The C-support vector classifier as LIBSVM and scikit-learn's SVC have it: one against one, sequential minimal optimisation with
/// second-order choice of the working set and shrinking (Fan, Chen, Lin 2005), probabilities by Platt scaling (Lin, Lin, Weng 2007) and
/// pairwise coupling (Wu, Lin, Weng 2004). Where numbers are learnt, it is the epsilon-insensitive regression of the same library.
/// </summary>
public sealed record SvmOptions : ClassifierOptions
{
    /// <inheritdoc/>
    public override string Kind => "svm";

    /// <summary>The kernel; RBF by default.</summary>
    public SvmKernel Kernel { get; init; } = SvmKernel.Rbf;

    /// <summary>The price of a margin violation, above 0; 1 by default. A row's weight multiplies it.</summary>
    public double C { get; init; } = 1;

    /// <summary>The kernel's gamma; <see cref="SvmGamma.Scale"/> by default. Not used by the linear kernel.</summary>
    public SvmGamma Gamma { get; init; }

    /// <summary>The degree of the polynomial kernel, 1 to 20; 3 by default.</summary>
    public int Degree { get; init; } = 3;

    /// <summary>The constant of the polynomial and sigmoid kernels; 0 by default.</summary>
    public double Coef0 { get; init; }

    /// <summary>The solver stops when the optimality conditions hold within this; 0.001 by default.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Whether rows that are settled at a bound leave the working problem for a while; true by default.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>
    /// Whether probabilities are fitted, by cross-validation inside the training rows (about five times the work); true by default.
    /// Without, the class with the most votes gets probability 1.
    /// </summary>
    public bool Probabilities { get; init; } = true;

    /// <summary>How far an answer may lie off its number at no price, at least 0; 0.1 by default. For numbers, not for classes.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>
    /// Memory for kernel values in MiB; 1000 by default. The whole kernel matrix is computed once where it fits, rows on demand where it
    /// does not.
    /// </summary>
    public int CacheMegabytes { get; init; } = 1000;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(C > 0 && double.IsFinite(C), nameof(C), C, "a number above 0");
        Require(Gamma.Value is not { } g || (g > 0 && double.IsFinite(g)), "gamma", Gamma, "\"scale\", \"auto\" or a number above 0");
        Require(Degree is >= 1 and <= 20, "degree", Degree, "from 1 to 20");
        Require(double.IsFinite(Coef0), "coef0", Coef0, "a finite number");
        Require(Tolerance is > 0 and < 1, "tolerance", Tolerance, "between 0 and 1");
        Require(Epsilon >= 0 && double.IsFinite(Epsilon), "epsilon", Epsilon, "a number of at least 0");
        Require(CacheMegabytes is >= 1 and <= 1_000_000, "cacheMegabytes", CacheMegabytes, "from 1 to 1000000");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = PlainJson();
        if (Epsilon != new SvmOptions().Epsilon) json["epsilon"] = Epsilon;
        return json;
    }

    private JsonObject PlainJson() => new()
    {
        ["kind"] = Kind,
        ["kernel"] = KernelName(Kernel),
        [nameof(C)] = C,
        ["gamma"] = Gamma.Value is { } g ? JsonValue.Create(g) : JsonValue.Create(Gamma.ToString()),
        ["degree"] = Degree,
        ["coef0"] = Coef0,
        ["tolerance"] = Tolerance,
        ["shrinking"] = Shrinking,
        ["probabilities"] = Probabilities,
        ["cacheMegabytes"] = CacheMegabytes,
    };

    internal static SvmOptions Read(ClassifierOptionReader reader)
    {
        var defaults = new SvmOptions();
        var (number, word) = reader.NumberOrWord("gamma", "scale", "scale", "auto");
        return new SvmOptions
        {
            Kernel = KernelOf(reader.Choice("kernel", "rbf", "rbf", "linear", "poly", "sigmoid")),
            C = reader.Number(nameof(C), defaults.C),
            Gamma = number is { } value ? SvmGamma.Of(value) : word == "auto" ? SvmGamma.Auto : SvmGamma.Scale,
            Degree = reader.WholeNumber("degree", defaults.Degree),
            Coef0 = reader.Number("coef0", defaults.Coef0),
            Tolerance = reader.Number("tolerance", defaults.Tolerance),
            Shrinking = reader.Flag("shrinking", defaults.Shrinking),
            Probabilities = reader.Flag("probabilities", defaults.Probabilities),
            Epsilon = reader.Number("epsilon", defaults.Epsilon),
            CacheMegabytes = reader.WholeNumber("cacheMegabytes", defaults.CacheMegabytes),
        };
    }

    internal static string KernelName(SvmKernel kernel) => kernel switch
    {
        SvmKernel.Rbf => "rbf",
        SvmKernel.Linear => "linear",
        SvmKernel.Polynomial => "poly",
        _ => "sigmoid",
    };

    internal static SvmKernel KernelOf(string name) => name switch
    {
        "rbf" => SvmKernel.Rbf,
        "linear" => SvmKernel.Linear,
        "poly" => SvmKernel.Polynomial,
        _ => SvmKernel.Sigmoid,
    };
}
