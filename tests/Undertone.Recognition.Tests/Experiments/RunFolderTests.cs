using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-folders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Runs_that_begin_in_the_same_second_get_folders_of_their_own()
    {
        for (var round = 0; round < 20; round++)
        {
            var runs = Path.Combine(_folder, $"{round}");
            var workspace = new Workspace { Runs = runs, Time = StoppedClock.Instance };
            var made = new string[8];
            Parallel.For(0, made.Length, new ParallelOptions { MaxDegreeOfParallelism = made.Length }, i =>
            {
                var files = new Dictionary<string, JsonObject> { ["who.json"] = new() { ["number"] = i } };
                made[i] = RunFolder.Create(workspace, "mlp", files).FullPath;
            });
            made.Order(StringComparer.Ordinal).ShouldBe(
                Enumerable.Range(1, made.Length).Select(i => Path.Combine(runs, "20260102T030405Z-mlp" + (i == 1 ? "" : $"-{i}"))));
            for (var i = 0; i < made.Length; i++)
                JsonFile.Read(Path.Combine(made[i], "who.json")).WholeNumber("number").ShouldBe(i, "nobody else's files");
            Directory.GetFileSystemEntries(runs).Length.ShouldBe(made.Length, "nothing half-made is left");
        }
    }

    [Fact]
    public void Five_trainings_begun_in_one_second_all_finish()
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        var options = new TrainingRunOptions { Data = [data], Recipe = Recipe.Load("knn"), Folds = 2, Threads = 1 };
        var workspace = new Workspace
        {
            Runs = Path.Combine(_folder, "runs"),
            Cache = new FeatureCache(Path.Combine(_folder, "cache")),
            Time = StoppedClock.Instance,
        };
        var folders = new string[5];
        Parallel.For(0, folders.Length, new ParallelOptions { MaxDegreeOfParallelism = folders.Length }, i =>
            folders[i] = new TrainingRun(options, workspace).Execute().Folder.FullPath);
        folders.Distinct().Count().ShouldBe(folders.Length);
        folders.ShouldAllBe(f => File.Exists(Path.Combine(f, "model.undertone")) && File.Exists(Path.Combine(f, "report.html")));
    }

    [Fact]
    public void Reading_what_a_run_was_begun_with_deletes_nothing()
    {
        var workspace = new Workspace { Runs = _folder, Time = StoppedClock.Instance };
        var folder = RunFolder.Create(workspace, "run", new Dictionary<string, JsonObject>
        {
            ["run.json"] = new TrainingRunOptions { Data = ["x"], Recipe = Recipe.Load("knn") }.ToJson(),
            ["recipe.json"] = Recipe.Load("knn").ToJson(),
        });
        var left = folder.PathOf("model.undertone.1-2.tmp");
        File.WriteAllText(left, "half");
        TrainingRun.Resume(folder.FullPath);
        File.Exists(left).ShouldBeTrue();
        folder.DeleteLeftovers();
        File.Exists(left).ShouldBeFalse();
    }

    public static TheoryData<string> Kinds => ["run.json", "tune.json", "compare.json"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Settings_with_a_damaged_value_anywhere_are_read_or_refused_as_damaged(string file)
    {
        var knn = Recipe.Load("knn");
        var settings = file switch
        {
            "run.json" =>
                new TrainingRunOptions { Data = ["x"], Recipe = knn, Labels = new(["a", "b"]), ModelName = "m", Corpus = "c" }.ToJson(),
            "tune.json" => (new TuningOptions { Data = ["x"], Recipe = knn, Parameters = ["model.neighbours=1,2"] } with
            {
                Search = SearchMethod.Random,
                Trials = 1,
            }).ToJson(),
            _ => new ComparisonOptions { Data = ["x"], Recipes = [knn, Recipe.Load("svm")] }.ToJson(),
        };
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "damaged")).FullName;
        JsonFile.Write(Path.Combine(folder, "recipe.json"), knn.ToJson());
        Resume(settings);
        var refused = 0;
        JsonNode?[] wrong =
            [null, true, -1, 1e300, 0.5, "other", new JsonArray(), new JsonArray(1), new JsonObject(), new JsonObject { ["a"] = null }];
        foreach (var place in JsonPlaces.Of(settings)
            .Where(p => !p.StartsWith("/recipe/", StringComparison.Ordinal) && !p.StartsWith("/recipes/", StringComparison.Ordinal)))
        {
            refused += IsRefused(JsonPlaces.Without(settings, place)) ? 1 : 0;
            foreach (var value in wrong) refused += IsRefused(JsonPlaces.With(settings, place, value)) ? 1 : 0;
        }

        refused.ShouldBeGreaterThan(50);
        foreach (var text in new[] { "", "{", "null", "[]", "7", "{\"a\":1,\"a\":2}", "\0" })
        {
            File.WriteAllText(Path.Combine(folder, file), text);
            Should.Throw<InvalidDataException>(() => Begin()).Message.ShouldContain("damaged");
        }

        bool IsRefused(JsonObject json)
        {
            try
            {
                Resume(json);
                return false;
            }
            catch (Exception e) when (e is InvalidDataException or ExperimentOptionException)
            {
                e.Message.ShouldNotContain("(Parameter");
                return true;
            }
        }

        void Resume(JsonObject json)
        {
            JsonFile.Write(Path.Combine(folder, file), json);
            Begin();
        }

        object Begin() => file switch
        {
            "run.json" => TrainingRun.Resume(folder),
            "tune.json" => TuningRun.Resume(folder),
            _ => ModelComparison.Resume(folder),
        };
    }

    private sealed class StoppedClock : TimeProvider
    {
        public static StoppedClock Instance { get; } = new();

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
