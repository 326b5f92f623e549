using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class FusionTests : IDisposable
{
    private const string First = """
        { "name": "first", "features": { "list": [ { "name": "mfcc", "n_mfcc": 8 } ] },
          "model": { "kind": "logistic-regression" } }
        """;

    private const string Second = """
        { "name": "second", "features": { "shape": "frames", "list": [ { "name": "melspectrogram_db", "n_mels": 8 } ] }, "scaler": "robust",
          "model": { "kind": "network", "layers": [ { "type": "conv1d", "filters": 4, "kernel": 3 }, { "type": "max-mean-pool" } ] },
          "training": { "epochs": 3 } }
        """;

    private static readonly LabelSet Labels = new(["neutral", "happy", "sad"]);
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-fusion-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Second)]
    [InlineData("""
        { "name": "second", "features": { "list": [ { "name": "spectral_contrast" } ] }, "model": { "kind": "knn" } }
        """)]
    public void The_answers_of_two_recipes_are_mixed(string other)
    {
        var alone = Array.ConvertAll(new[] { First, other }, r => Answers(Train(Recipe.Parse(r))));
        var run = Train(Fused(other, 0.3));
        var mixed = Answers(run);
        for (var i = 0; i < mixed.Length; i++)
        {
            var expected = (float[])alone[0][i].Probabilities.Clone();
            OpinionPool.Mix(expected, alone[1][i].Probabilities, 0.3);
            mixed[i].Utterance.ShouldBe(alone[0][i].Utterance);
            for (var c = 0; c < expected.Length; c++)
                mixed[i].Probabilities[c].ShouldBe(expected[c], 1e-6f, $"{mixed[i].Utterance}, {Labels[c]}");
        }

        // The model of a fold gives in use what it gave in its test, and so does the one that was saved, whatever came before.
        var recognizer = EmotionRecognizer.Load(run.Fold(1).Model);
        foreach (var tested in mixed.Where(t => t.Fold == 1))
        {
            var scores = recognizer.Predict(Path.Combine(_folder, "corpus", tested.Utterance)).Scores;
            for (var c = 0; c < Labels.Count; c++)
                scores[c].Value.ShouldBe(tested.Probabilities[c], 1e-5f, $"{tested.Utterance}, {Labels[c]}");
        }
    }

    [Fact]
    public void The_first_can_teach_the_second_and_an_interrupted_run_ends_with_the_same_bytes()
    {
        var taught = Fused(Second, 0.5).With("fusion.recipe.training.distillation", """{ "model": "first", "weight": 1 }""");
        var (run, plain) = (Train(taught), Train(Fused(Second, 0.5)));
        Answers(run).Select(a => a.Probabilities[0]).ShouldNotBe(Answers(plain).Select(a => a.Probabilities[0]));
        var expected = Directory.GetFiles(run.FullPath, "model.undertone", SearchOption.AllDirectories)
            .ToDictionary(f => f, File.ReadAllBytes);
        expected.Count.ShouldBe(3);
        File.Delete(run.PathOf("model.undertone"));
        var fold = run.PathOf("folds", "2");
        foreach (var file in new[] { "fold.json", "model.undertone", "predictions.csv" }) File.Delete(Path.Combine(fold, file));
        TrainingRun.Resume(run.FullPath, Workspace()).Execute();
        foreach (var (file, bytes) in expected) File.ReadAllBytes(file).ShouldBe(bytes, file);
    }

    [Theory]
    [InlineData("fusion", """{ "weight": 0.5 }""", "fusion.recipe")]
    [InlineData("fusion.weight", "1.5", "fusion.weight")]
    [InlineData("fusion.recipe.model.kind", "\"oracle\"", "fusion.recipe.model.kind")]
    [InlineData("fusion.recipe.training.voices", "true", "fusion.recipe.training.voices")]
    [InlineData("fusion.recipe.training.earlyStopping", """{ "patience": 3 }""", "fusion.recipe.training.patience")]
    [InlineData("fusion.recipe.training.copies", """{ "stages": [ { "type": "gain" } ] }""", "fusion.recipe.training.copies")]
    [InlineData("fusion.recipe.fusion", """{ "recipe": """ + First + "}", "fusion.recipe.fusion")]
    [InlineData("fusion.recipe.features", """{ "shape": "encoder", "encoder": "byol-s" }""", "fusion.recipe.features")]
    public void What_cannot_be_fused_is_refused_with_its_place(string path, string value, string place) =>
        Should.Throw<RecipeException>(() => Fused(Second, 0.5).With(path, value)).Place.ShouldBe(place);

    [Fact]
    public void The_first_needs_one_vector_of_features()
    {
        var recipe = Recipe.Parse(Second).With("fusion", $$"""{ "recipe": {{First}} }""");
        Should.Throw<RecipeException>(() => Train(recipe)).Place.ShouldBe("fusion");
    }

    [Fact]
    public void A_model_of_two_with_the_scaler_of_one_is_refused_when_it_is_loaded()
    {
        var bundle = ModelBundle.Load(Train(Fused(Second, 0.3)).Fold(1).Model);
        var scaler = bundle.Manifest.Scaler.ShouldBeOfType<FusedScaler>().First;
        var path = Path.Combine(_folder, "one-scaler.undertone");
        (bundle with { Manifest = bundle.Manifest with { Scaler = scaler } }).Save(path);
        var refused = Should.Throw<ModelFormatException>(() => EmotionRecognizer.Load(path));
        refused.Message.ShouldContain(path);
        refused.Message.ShouldContain("its scaler is not one of two");
    }

    private static Recipe Fused(string second, double weight) =>
        Recipe.Parse(First).With("fusion", $$"""{ "weight": {{weight}}, "recipe": {{second}} }""");

    private static TestedAnswer[] Answers(RunFolder run) =>
    [
        .. File.ReadLines(run.PathOf("predictions.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new TestedAnswer(
            cells[0], int.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture),
            [.. cells[7..].Select(c => float.Parse(c, System.Globalization.CultureInfo.InvariantCulture))])),
    ];

    private RunFolder Train(Recipe recipe)
    {
        var data = Path.Combine(_folder, "corpus");
        if (!Directory.Exists(data)) SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 4 });
        var options = new TrainingRunOptions { Data = [data], Recipe = recipe, Folds = 2, Labels = Labels };
        return new TrainingRun(options, Workspace()).Execute().Folder;
    }

    private Workspace Workspace() =>
        new() { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };

    private sealed record TestedAnswer(string Utterance, int Fold, float[] Probabilities);
}
