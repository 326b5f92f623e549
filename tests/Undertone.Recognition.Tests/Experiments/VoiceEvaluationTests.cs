using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class VoiceEvaluationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-voices-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An answer by a voice is mixed with the plain one before either has a temperature.</summary>
    [Fact]
    public void The_temperature_of_plain_answers_is_not_in_those_by_a_voice()
    {
        var data = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 3 });
        var workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        var recipe = Recipe.Load("logistic-regression").With("training.voices", "true");
        var options = new TrainingRunOptions { Data = [data], Recipe = recipe, Protocol = ProtocolSpec.None };
        var bundle = new TrainingRun(options, workspace).Execute().Model.ShouldNotBeNull();
        var (cold, warm) = (Evaluate(1), Evaluate(4));
        warm.Tested[0].Confidence.ShouldBeLessThan(cold.Tested[0].Confidence);
        warm.Voices!.Rows.ShouldBe(cold.Voices!.Rows);
        warm.Voices.Calibration!.Temperature.ShouldBe(cold.Voices.Calibration!.Temperature);

        EvaluationResult Evaluate(double temperature)
        {
            var scaled = bundle with { Manifest = bundle.Manifest with { Temperature = temperature } };
            return new ModelEvaluation(scaled, new EvaluationOptions { Data = [data], Voices = true }, workspace).Execute();
        }
    }
}
