using Undertone.Recognition.Corpora.Selection;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>A published model of others under the heads of recipes, on speakers that those have not heard.</summary>
[Collection(ImportFolder.OneAtATime)]
public sealed class WakeWordTests : IDisposable
{
    private const double Chance = 1 / 8.0;
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [WakeWordFact]
    public void OpenWakeWord_s_embedding_tells_emotions_of_unheard_speakers_apart()
    {
        var import = OnnxModels.Import(Path.Combine(WakeWordFactAttribute.Folder, "embedding_model.onnx"), "wake");
        import.Notes[0].ShouldContain("the speech embedding of openWakeWord");
        var options = new ComparisonOptions
        {
            Data = [Path.Combine(Tier.DataFolder, "RAVDESS")],
            Recipes = [Recipe.Load("svm@wake"), Recipe.Load("mlp@wake")],
            Folds = 2,
            Selection = UtteranceSelection.All with { LimitPerSpeaker = 14 },
        };
        var workspace = new Workspace
        {
            Runs = Path.Combine(_folder.Root, "runs"),
            Cache = new FeatureCache(Path.Combine(_folder.Root, "cache")),
        };
        var rows = new ModelComparison(options, workspace).Execute().Rows;
        rows.Select(r => r.Recipe).ShouldBe(["svm@wake", "mlp@wake"]);
        foreach (var row in rows)
        {
            row.Evaluation.Report.Confusion.Sum(r => r.Sum()).ShouldBe(280);
            row.Evaluation.UarInterval!.Value.Low.ShouldBeGreaterThan(2 * Chance, row.Recipe);
        }
    }
}
