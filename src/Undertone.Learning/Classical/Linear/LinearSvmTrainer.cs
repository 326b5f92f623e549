using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Kernels;
using Undertone.Learning.Preprocessing;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Classical.Linear;

/// <summary>
/// Fits the lines of a linear support vector machine, and Platt's sigmoids on decisions of models that did not see the row.
/// </summary>
internal static class LinearSvmTrainer
{
    private const int CalibrationFolds = 5;

    public static LinearSvmClassifier Fit(LinearSvmOptions options, LabeledRows data, FitContext context)
    {
        var model = Minimise(options, data, context);
        var decisions = OutOfFold(options, data, model, context);
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

    private static LinearModel Minimise(LinearSvmOptions options, LabeledRows data, FitContext context) =>
        new SquaredHingeLoss(data, options.C, context).Minimise(options.Tolerance, options.MaxIterations);

    /// <summary>
    /// [rows, classes]: decisions of models that did not see the row; of the whole model where a fold would lack a class.
    /// </summary>
    private static double[] OutOfFold(LinearSvmOptions options, LabeledRows data, LinearModel whole, FitContext context)
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

            var model = present.Count < whole.Present.Length ? whole : Minimise(options, data.Select(fold.Train), context);
            Judge(model, data, fold.Test, decisions);
        }

        return decisions;
    }

    private static double[] Judge(LinearModel model, LabeledRows data, int[] rows, double[] decisions)
    {
        var strip = new double[model.Decisions];
        foreach (var i in rows)
        {
            model.Decide(data.Row(i), strip);
            for (var k = 0; k < model.Present.Length; k++)
                decisions[i * data.Classes + model.Present[k]] = strip[k * LinearKernels.Strip];
        }

        return decisions;
    }
}
