using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Onnx.Tests;

/// <summary>The models that come with Undertone, encoder and mixture included, answer in ONNX Runtime as they do here.</summary>
public sealed class BuiltInModelTests : IDisposable
{
    private const double Tolerance = 1e-4;
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("base")]
    [InlineData("tiny")]
    public void A_built_in_model_answers_as_the_recognizer_does_for_sixty_clips(string name)
    {
        SyntheticCorpus.Write(_folder, new SyntheticCorpusOptions { Speakers = 2 });
        string[] clips =
        [
            .. Directory.GetFiles(Repository.Of("samples", "audio"), "*.wav").Order(StringComparer.Ordinal),
            .. Directory.GetFiles(_folder, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ];
        clips.Length.ShouldBeGreaterThan(60);
        var bundle = EmotionRecognizer.LoadBuiltInBundle(name);
        using var recognizer = new EmotionRecognizer(bundle, name);
        using var session = new ExportedSession(bundle);
        var encoder = EncoderFile.CarriedBy(bundle, name);
        var recipe = bundle.Manifest.Recipe;
        FeaturePipeline[] pipelines = recipe.Fusion is { } fusion
            ? [new FeaturePipeline(recipe.WithoutFusion(), encoder), new FeaturePipeline(fusion.Recipe)]
            : [new FeaturePipeline(recipe, encoder)];
        session.Inputs.Keys.Order().ShouldBe(recipe.Fusion is null ? ["features"] : ["features", "features_2"]);
        foreach (var file in clips)
        {
            var clip = AudioClip.Load(file);
            var expected = recognizer.Predict(clip).Scores;
            var actual = session.Run([.. pipelines.Select((pipeline, i) => (
                i == 0 ? "features" : "features_2", new[] { pipeline.Listed!.Compute(new HeardClip(clip)) }, pipeline.Listed.InputShape))]);
            for (var c = 0; c < actual.Length; c++)
                ((double)actual[c]).ShouldBe(expected[c].Value, Tolerance, $"{Path.GetFileName(file)}, {bundle.Manifest.Labels[c]}");
        }
    }
}
