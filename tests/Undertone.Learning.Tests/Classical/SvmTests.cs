using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Svm;
using Xunit.Abstractions;

namespace Undertone.Learning.Tests.Classical;

public sealed class SvmTests(ITestOutputHelper output)
{
    [Fact]
    public void Decisions_and_predictions_agree_with_scikit_learn()
    {
        foreach (var golden in GoldenJson.Load("svm.json").EnumerateArray())
        {
            var name = golden.GetProperty("data").GetString()!;
            var table = GoldenTable.Load(name);
            var json = JsonNode.Parse(golden.GetProperty("options").GetRawText())!.AsObject();
            (json["kind"], json["probabilities"], json["tolerance"]) = ("svm", false, golden.Number("tolerance"));
            var what = name + " " + json.ToJsonString();
            var model = (SvmClassifier)Classifiers.ReadOptions(json).Fit(table.Train(golden.GetProperty("weighted").GetBoolean()));
            var expected = golden.Doubles("decisions");
            var rows = table.TestRows[..(expected.Length / model.Pairs * table.Columns)];
            var actual = new float[expected.Length];
            model.DecisionValues(rows, actual);
            var worst = actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max();
            output.WriteLine($"{worst:E2} {model.SupportVectors} for {golden.Number("support")} support vectors: {what}");
            // Solved to the end both agree; at the default tolerance each may stop anywhere within it, so only the tolerance itself binds.
            Close.Assert(Array.ConvertAll(actual, a => (double)a), expected, golden.Number("tolerance") < 1e-6 ? 1e-3 : 5e-3, 0, what);
            model.PredictByVotes(rows).ShouldBe(golden.Ints("predicted"), what);
        }
    }
}
