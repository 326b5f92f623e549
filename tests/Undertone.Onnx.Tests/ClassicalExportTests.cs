using Undertone.Recognition.Export;

namespace Undertone.Onnx.Tests;

/// <summary>The scores of exported classical models in ONNX Runtime are those of the models themselves.</summary>
public sealed class ClassicalExportTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string, int, bool> Models()
    {
        var data = new TheoryData<string, int, bool>();
        string[] kinds =
        [
            """{ "kind": "logistic-regression" }""", """{ "kind": "linear-svm" }""", """{ "kind": "svm" }""",
            """{ "kind": "svm", "kernel": "linear" }""", """{ "kind": "svm", "kernel": "poly", "degree": 2, "coef0": 1 }""",
            """{ "kind": "decision-tree" }""", """{ "kind": "random-forest", "trees": 20 }""",
            """{ "kind": "gradient-boosting", "iterations": 20 }""",
        ];
        foreach (var kind in kinds)
        {
            data.Add(kind, 5, false);
            data.Add(kind, 2, false);
            data.Add(kind, 5, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_classifier_answers_as_it_does_here(string model, int classes, bool oneIsMissing) =>
        Scores.ShouldAgree(ModelSketch.OfClassifier(model, classes, oneIsMissing), 60, Tolerance, model);

    [Fact]
    public void What_has_no_graph_is_refused_by_its_kind()
    {
        var sketch = ModelSketch.OfClassifier("""{ "kind": "knn" }""", 3, false);
        var e = Should.Throw<ExportException>(() => OnnxExport.Save(sketch.Bundle, new MemoryStream()));
        e.Message.ShouldContain("knn");
        var votes = ModelSketch.OfClassifier("""{ "kind": "svm", "probabilities": false }""", 3, false);
        Should.Throw<ExportException>(() => OnnxExport.Save(votes.Bundle, new MemoryStream())).Message.ShouldContain("probabilities=true");
    }
}
