using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Kernels;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Preprocessing;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Classical;

/// <summary>
/// A linear support vector machine, one class against the rest, with squared hinge and L2 penalty (intercepts included) as scikit-learn's LinearSVC
/// (liblinear). Probabilities by Platt scaling of each class on decisions from cross-validation inside the training rows, divided by their sum.
/// </summary>
public sealed record LinearSvmOptions : ClassifierOptions
{
    private const int CalibrationFolds = 5;

    /// <inheritdoc/>
    public override string Kind => "linear-svm";

    /// <summary>The price of a margin violation, above 0; 1 by default.</summary>
    public double C { get; init; } = 1;

    /// <summary>
    /// The solver stops when no component of the gradient is larger, or a step lowers the loss by less than 2.2e-5 of this share (2.2e-9 at the default, as
    /// scipy's L-BFGS does); 0.0001 by default.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The most steps of the solver; 1000 by default.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(C > 0 && double.IsFinite(C), nameof(C), C, "a number above 0");
        Require(Tolerance is > 0 and < 1, "tolerance", Tolerance, "between 0 and 1");
        Require(MaxIterations is >= 1 and <= 1_000_000, "maxIterations", MaxIterations, "from 1 to 1000000");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["kind"] = Kind, [nameof(C)] = C, ["tolerance"] = Tolerance, ["maxIterations"] = MaxIterations };

    internal static LinearSvmOptions Read(ClassifierOptionReader reader)
    {
        var defaults = new LinearSvmOptions();
        return new LinearSvmOptions
        {
            C = reader.Number(nameof(C), defaults.C),
            Tolerance = reader.Number("tolerance", defaults.Tolerance),
            MaxIterations = reader.WholeNumber("maxIterations", defaults.MaxIterations),
        };
    }

    private protected override IClassifier FitCore(LabelledRows data, FitContext context)
    {
        var model = new SquaredHingeLoss(data, C, context).Minimise(Tolerance, MaxIterations);
        var decisions = OutOfFold(data, model, context);
        var sigmoids = new double[data.Classes * 2];
        var positive = new bool[data.Count];
        var column = new double[data.Count];
        foreach (var c in model.Present)
        {
            for (var i = 0; i < data.Count; i++) (positive[i], column[i]) = (data.Labels[i] == c, decisions[i * data.Classes + c]);
            (sigmoids[2 * c], sigmoids[2 * c + 1]) = PlattScaling.Fit(column, positive);
        }

        return new LinearSvmClassifier(model, sigmoids);
    }

    /// <summary>[rows, classes]: decisions of models that did not see the row; of the whole model where a fold would lack a class.</summary>
    private double[] OutOfFold(LabelledRows data, LinearModel whole, FitContext context)
    {
        var decisions = new double[data.Count * data.Classes];
        if (data.Count < CalibrationFolds) return Judge(whole, data, Resampling.Members(new int[data.Count], 1)[0], decisions);
        foreach (var fold in Splits.StratifiedKFold(data.Labels, CalibrationFolds, context.Seed))
        {
            var present = new HashSet<int>();
            foreach (var i in fold.Train)
            {
                if (data.Weights is null || data.Weights[i] > 0) present.Add(data.Labels[i]);
            }

            var model = present.Count < whole.Present.Length ? whole : new SquaredHingeLoss(data.Select(fold.Train), C, context).Minimise(Tolerance, MaxIterations);
            Judge(model, data, fold.Test, decisions);
        }

        return decisions;
    }

    private static double[] Judge(LinearModel model, LabelledRows data, int[] rows, double[] decisions)
    {
        var strip = new double[model.Decisions];
        foreach (var i in rows)
        {
            model.Decide(data.Row(i), strip);
            for (var k = 0; k < model.Present.Length; k++) decisions[i * data.Classes + model.Present[k]] = strip[k * LinearKernels.Strip];
        }

        return decisions;
    }
}
