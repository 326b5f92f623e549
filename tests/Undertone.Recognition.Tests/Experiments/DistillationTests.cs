using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class DistillationTests : IDisposable
{
    private const string Student = """
        { "name": "student", "features": { "list": [ { "name": "mfcc", "n_mfcc": 8 } ] },
          "model": { "kind": "network", "layers": [ { "type": "dense", "units": 6, "activation": "relu" } ] },
          "training": { "epochs": 3 } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-distillation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_teaches_a_smaller_one_with_features_of_its_own()
    {
        var data = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        var labels = new LabelSet(["neutral", "happy", "sad"]);
        string Train(Recipe recipe, LabelSet learnt, string name)
        {
            var options = new TrainingRunOptions { Data = [data], Recipe = recipe, Protocol = ProtocolSpec.None, Labels = learnt };
            var workspace = new Workspace { Runs = Path.Combine(_folder, name), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
            return new TrainingRun(options, workspace).Execute().Folder.PathOf("model.undertone");
        }

        // The teacher tells more apart: calm counts as neutral, angry is of no use here.
        var words = new LabelSet(["neutral", "calm", "happy", "sad", "angry"]);
        var teacher = Train(Recipe.Load("logistic-regression"), words, "teacher");
        Recipe Taught(string model, double weight) => Recipe.Parse(Student)
            .With("training.distillation", $$"""{ "model": {{System.Text.Json.JsonSerializer.Serialize(model)}}, "weight": {{weight}} }""");
        var plain = ModelBundle.Load(Train(Recipe.Parse(Student), labels, "plain")).Weights[0].ToSingles();
        float[] First(double weight, string name) =>
            ModelBundle.Load(Train(Taught(teacher, weight), labels, name)).Weights[0].ToSingles();
        First(0, "none").ShouldBe(plain);
        First(1, "all").ShouldNotBe(plain);
        First(0.5, "again").ShouldBe(First(0.5, "half"));

        var few = Train(Recipe.Load("logistic-regression"), new LabelSet(["happy", "sad"]), "few");
        foreach (var model in new[] { few, Path.Combine(_folder, "nobody.undertone") })
        {
            var fault = Should.Throw<RecipeException>(() => Train(Taught(model, 0.5), labels, "wrong"));
            (fault.Place, fault.Message.Contains(model, StringComparison.Ordinal)).ShouldBe(("training.distillation.model", true));
        }
    }

    [Fact]
    public void The_models_of_a_run_each_teach_the_fold_that_they_have_not_heard()
    {
        var data = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 4 });
        RunFolder Train(Recipe recipe, int seed, bool refit)
        {
            var options = new TrainingRunOptions
            {
                Data = [data],
                Recipe = recipe,
                Folds = 2,
                Seed = seed,
                Refit = refit,
                Labels = new LabelSet(["neutral", "happy", "sad"]),
            };
            var cache = new FeatureCache(Path.Combine(_folder, "cache"));
            return new TrainingRun(options, new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = cache }).Execute().Folder;
        }

        var teacher = Train(Recipe.Load("logistic-regression"), 0, refit: true);
        Recipe Taught(string model) => Recipe.Parse(Student)
            .With("training.distillation", $$"""{ "model": {{System.Text.Json.JsonSerializer.Serialize(model)}}, "weight": 1 }""");
        ModelBundle Pupil(string model, int fold) => ModelBundle.Load(Train(Taught(model), 0, refit: false).Fold(fold).Model);
        float[] Weights(ModelBundle pupil) => pupil.Weights[0].ToSingles();

        var told = Weights(Pupil(teacher.Refit.Model, 1));
        File.Delete(teacher.Refit.Model);
        foreach (var fold in new[] { 1, 2 })
        {
            var pupil = Weights(Pupil(teacher.FullPath, fold));
            pupil.ShouldBe(Weights(Pupil(teacher.Fold(fold).Model, fold)));
            if (fold == 1) pupil.ShouldNotBe(told);
        }

        var other = Should.Throw<RecipeException>(() => Train(Taught(teacher.FullPath), 1, refit: false));
        other.Message.ShouldContain("which is to test its pupil");
    }
}
