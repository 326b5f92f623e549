using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Linear;

namespace Undertone.Learning.Tests.Classical;

public sealed class LinearTests
{
    [Fact]
    public void Logistic_regression_has_the_coefficients_of_scikit_learn()
    {
        foreach (var golden in GoldenJson.Load("logistic.json").EnumerateArray())
        {
            var (data, judged) = Scaled(golden);
            var options = new LogisticRegressionOptions { C = golden.Number("C"), Tolerance = 1e-7, MaxIterations = 5000 };
            var model = (LogisticRegressionClassifier)options.Fit(data);
            var what = golden.GetProperty("data") + " C=" + golden.Number("C");
            Close.Assert([.. model.Coefficients], golden.Doubles("coefficients"), 1e-3, 1e-3, what + " coefficients");
            // The softmax does not see a common shift of the unpenalised intercepts; scikit-learn's start at 0 keeps their sum there, as
            // here.
            Close.Assert([.. model.Intercepts], golden.Doubles("intercepts"), 1e-3, 1e-3, what + " intercepts");
            var expected = golden.Floats("probabilities");
            Close.Assert(
                model.Probabilities(judged.AsSpan(0, expected.Length / model.Classes * data.Columns)), expected, 1e-4, 0,
                what + " probabilities");
        }
    }

    [Fact]
    public void The_linear_machine_has_the_coefficients_of_liblinear()
    {
        foreach (var golden in GoldenJson.Load("linear-svm.json").EnumerateArray())
        {
            var (data, _) = Scaled(golden);
            var model = (LinearSvmClassifier)new LinearSvmOptions { C = golden.Number("C"), Tolerance = 1e-7, MaxIterations = 5000 }
                .Fit(data);
            var what = golden.GetProperty("data") + " C=" + golden.Number("C");
            Close.Assert([.. model.Coefficients], golden.Doubles("coefficients"), 1e-3, 1e-3, what + " coefficients");
            Close.Assert([.. model.Intercepts], golden.Doubles("intercepts"), 1e-3, 1e-3, what + " intercepts");
        }
    }

    /// <summary>The training rows and the judged ones, digits' pixels brought to [0, 1].</summary>
    private static (LabeledRows Train, float[] Judged) Scaled(System.Text.Json.JsonElement golden)
    {
        var table = GoldenTable.Load(golden.GetProperty("data").GetString()!);
        var data = table.Train(golden.GetProperty("weighted").GetBoolean());
        var scale = (float)golden.Number("scale");
        return (
            new LabeledRows(Array.ConvertAll(data.Rows, x => x * scale), data.Columns, data.Labels, data.Classes, data.Weights),
            Array.ConvertAll(table.TestRows, x => x * scale));
    }

    [Fact]
    public void The_minimiser_finds_the_bottom_of_a_bent_valley()
    {
        // Rosenbrock's function in 10 dimensions; its only minimum is at 1.
        var point = Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? -1.2 : 1.0).ToArray();
        var steps = Lbfgs.Minimise(Rosenbrock, point, 1e-9, 0, 1000, default);
        steps.ShouldBeLessThan(200);
        Close.Assert(point, [.. Enumerable.Repeat(1.0, 10)], 1e-8, 0, "minimum");

        static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
        {
            gradient.Clear();
            double sum = 0;
            for (var i = 0; i + 1 < x.Length; i++)
            {
                var (bend, off) = (x[i + 1] - x[i] * x[i], 1 - x[i]);
                sum += 100 * bend * bend + off * off;
                gradient[i] += -400 * bend * x[i] - 2 * off;
                gradient[i + 1] += 200 * bend;
            }

            return sum;
        }
    }
}
