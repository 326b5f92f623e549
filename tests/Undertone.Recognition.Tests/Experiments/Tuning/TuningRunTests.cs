using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Undertone.Learning.Selection;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Evaluation;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments.Tuning;

/// <summary>Files, resumption, searches and refusals of a tuning run.</summary>
public sealed class TuningRunTests(TuningFixture fixture) : IClassFixture<TuningFixture>
{
    [Fact]
    public void Threads_and_interruptions_change_no_byte()
    {
        var options = fixture.Options(TuningFixture.Knn, "model.neighbours=1..20", "scaler=standard,minmax") with
        {
            Search = SearchMethod.Random,
            Trials = 5,
        };
        var one = fixture.Tune(options with { Threads = 1 });
        var three = fixture.Tune(options with { Threads = 3 });
        ShouldBeEqual(one.Folder.FullPath, three.Folder.FullPath);

        foreach (var after in new[] { 2, 7, 12 })
        {
            using var cancel = new CancellationTokenSource();
            var trials = 0;
            var interrupted = new Watcher(p =>
            {
                if (p.Stage.StartsWith("search", StringComparison.Ordinal) && Interlocked.Increment(ref trials) == after) cancel.Cancel();
            });
            Should.Throw<OperationCanceledException>(() => fixture.Begin(options).Execute(interrupted, cancel.Token));
            var folder = interrupted.Folder!;
            File.Exists(Path.Combine(folder, "tuning.json")).ShouldBeFalse();
            // What a killed process can leave besides.
            var trial = Directory.GetFiles(Path.Combine(folder, "trials"), "*.json", SearchOption.AllDirectories)[0];
            Directory.CreateDirectory(Path.Combine(Path.ChangeExtension(trial, null), "folds", "1", "checkpoints"));
            File.WriteAllText(trial + ".7-1.tmp", "half");
            TuningRun.Resume(folder, fixture.Workspace, threads: 2).Execute();
            ShouldBeEqual(one.Folder.FullPath, folder);
        }
    }

    [Fact]
    public void A_search_that_learns_suggests_the_same_whatever_ends_first_and_goes_on_to_the_same_bytes()
    {
        var options = fixture.Options(TuningFixture.Knn, "model.neighbours=1..60", "scaler=standard,minmax") with
        {
            Search = SearchMethod.Tpe,
            Trials = 17,
        };
        var one = fixture.Tune(options with { Threads = 1 });
        ShouldBeEqual(one.Folder.FullPath, fixture.Tune(options with { Threads = 3 }).Folder.FullPath);
        foreach (var search in one.Searches)
        {
            search.Rounds.Select(r => r.Trials.Count).ShouldBe([10, 5, 2]);
            var trials = search.Rounds.SelectMany(r => r.Trials).ToArray();
            trials.Select(t => t.Number).ShouldBe(Enumerable.Range(1, 17));
            trials.Select(t => string.Join(' ', t.Settings.Values)).Distinct().Count().ShouldBe(17);
            search.Chosen.MeanUar.ShouldBe(trials.Max(t => t.MeanUar));
            // Suggestions are made of what this search has seen.
            var suggested = new TreeParzenEstimator(options.ReadParameters(), (ulong)options.Seed)
                .Suggest(5, [.. trials.Take(10).Select(t => (t.Settings, t.MeanUar))]);
            suggested.Select(s => s.Values).ShouldBe(trials.Skip(10).Take(5).Select(t => t.Settings.Values));
        }

        File.ReadAllText(one.Folder.Report).ShouldContain("All trials");
        foreach (var after in new[] { 4, 13, 40 })
        {
            using var cancel = new CancellationTokenSource();
            var trials = 0;
            var interrupted = new Watcher(p =>
            {
                if (p.Stage.StartsWith("search", StringComparison.Ordinal) && Interlocked.Increment(ref trials) == after) cancel.Cancel();
            });
            Should.Throw<OperationCanceledException>(() => fixture.Begin(options).Execute(interrupted, cancel.Token));
            TuningRun.Resume(interrupted.Folder!, fixture.Workspace, threads: 2).Execute();
            ShouldBeEqual(one.Folder.FullPath, interrupted.Folder!);
        }
    }

    [Fact]
    public void Pruning_scores_the_best_third_of_a_round_by_all_folds_whatever_ends_first_and_goes_on_to_the_same_bytes()
    {
        var options = fixture.Options(TuningFixture.Knn, "model.neighbours=1..60", "scaler=standard,minmax") with
        {
            Search = SearchMethod.Tpe,
            Trials = 17,
            InnerFolds = 3,
            Prune = true,
        };
        var one = fixture.Tune(options with { Threads = 1 });
        ShouldBeEqual(one.Folder.FullPath, fixture.Tune(options with { Threads = 3 }).Folder.FullPath);
        foreach (var search in one.Searches)
        {
            // The last round has two trials: no third of them.
            search.Rounds.Select(r => r.Trials.Count(t => !t.StoppedEarly)).ShouldBe([4, 2, 2]);
            foreach (var round in search.Rounds)
            {
                round.Trials.ShouldAllBe(t => t.InnerUars.Count == (t.StoppedEarly ? 1 : 3));
                var order = SuccessiveHalving.Survivors([.. round.Trials.Select(t => t.InnerUars[0])], round.Trials.Count);
                order[..round.Trials.Count(t => !t.StoppedEarly)].ShouldAllBe(i => !round.Trials[i].StoppedEarly);
            }

            var trials = search.Rounds.SelectMany(r => r.Trials).ToArray();
            search.Chosen.MeanUar.ShouldBe(trials.Where(t => !t.StoppedEarly).Max(t => t.MeanUar));
            search.Chosen.StoppedEarly.ShouldBeFalse();
            // What was stopped ranks below what was not, and is learnt from.
            var suggested = new TreeParzenEstimator(options.ReadParameters(), (ulong)options.Seed)
                .Suggest(5, [.. trials.Take(10).Select(t => (t.Settings, t.StoppedEarly ? t.MeanUar - 2 : t.MeanUar))]);
            suggested.Select(s => s.Values).ShouldBe(trials.Skip(10).Take(5).Select(t => t.Settings.Values));
        }

        // The trials that went through all folds are those of a search without pruning.
        var whole = fixture.Tune(options with { Prune = false });
        for (var s = 0; s < 3; s++)
        {
            foreach (var trial in one.Searches[s].Rounds[0].Trials)
            {
                var same = whole.Searches[s].Rounds[0].Trials[trial.Number - 1];
                trial.InnerUars.ShouldBe(same.InnerUars.Take(trial.InnerUars.Count));
            }
        }

        File.ReadAllText(one.Folder.Report).ShouldContain("Inner folds");
        foreach (var after in new[] { 4, 12, 16, 40 })
        {
            using var cancel = new CancellationTokenSource();
            var trials = 0;
            var interrupted = new Watcher(p =>
            {
                if (p.Stage.StartsWith("search", StringComparison.Ordinal) && Interlocked.Increment(ref trials) == after) cancel.Cancel();
            });
            Should.Throw<OperationCanceledException>(() => fixture.Begin(options).Execute(interrupted, cancel.Token));
            TuningRun.Resume(interrupted.Folder!, fixture.Workspace, threads: 2).Execute();
            ShouldBeEqual(one.Folder.FullPath, interrupted.Folder!);
        }
    }

    [Fact]
    public void Pruning_never_goes_on_with_settings_that_cannot_be_trained_with()
    {
        var options = fixture.Options(TuningFixture.Knn, "model.neighbours=3,9000,9001,9002") with
        {
            Search = SearchMethod.Tpe,
            InnerFolds = 3,
            Prune = true,
        };
        var result = fixture.Tune(options);
        foreach (var search in result.Searches)
        {
            search.Chosen.Settings["model.neighbours"].ShouldBe("3");
            var trials = search.Rounds.SelectMany(r => r.Trials).ToArray();
            trials.Where(t => t.Settings["model.neighbours"] != "3").ShouldAllBe(t => t.Error != null && !t.StoppedEarly);
        }

        Should.Throw<InvalidDataException>(() => fixture.Tune(options with { Parameters = ["model.neighbours=9000,9001,9002,9003"] }))
            .Message.ShouldContain("fewer neighbours");
    }

    [Fact]
    public void What_a_split_file_leaves_out_is_told()
    {
        var utterances = fixture.Utterances();
        var split = Path.Combine(fixture.Folder, "partial.csv");
        File.WriteAllLines(split, utterances.Skip(1).Select(u => $"{u.RelativePath},{(u.Speaker == "01" ? "test" : "train")}")
            .Prepend("path,part"));
        var watcher = new Watcher();
        fixture.Begin(fixture.Options(TuningFixture.Knn, "model.neighbours=1,3") with { Protocol = ProtocolSpec.Split(split) })
            .Execute(watcher);
        watcher.Notes.ShouldContain(
            $"warning: {split}: 1 of {utterances.Count} utterances of the data are in no row and are not used.");
    }

    [Fact]
    public void A_network_is_tuned_and_leaves_no_scratch()
    {
        var recipe = TuningFixture.Network.With("training.epochs", "30").With("training.earlyStopping.patience", "10");
        var result = fixture.Tune(fixture.Options(recipe, "training.optimizer.learningRate=0.03,0.00001"));
        result.Searches.ShouldAllBe(s => s.Chosen.Settings["training.optimizer.learningRate"] == "0.03");
        result.Chosen.BestEpochs.ShouldAllBe(e => e >= 1 && e <= 30);
        Directory.GetDirectories(Path.Combine(result.Folder.FullPath, "trials"), "*", SearchOption.AllDirectories)
            .Select(d => Path.GetRelativePath(result.Folder.FullPath, d).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .ShouldBe(["trials/1", "trials/1/1", "trials/2", "trials/2/1", "trials/all", "trials/all/1"]);
    }

    [Fact]
    public void The_report_shows_the_gain_the_choices_and_every_trial()
    {
        var result = fixture.Tune(fixture.Options(TuningFixture.Knn, "model.neighbours=1,9000,5"));
        using var reader = XmlReader.Create(
            new StringReader(File.ReadAllText(result.Folder.Report)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        XNamespace html = "http://www.w3.org/1999/xhtml";
        var section = XDocument.Load(reader).Descendants(html + "section").Single(s => (string?)s.Attribute("aria-labelledby") == "tuning");
        section.Elements(html + "p").Last().Value.ShouldStartWith($"UAR {Three(result.Evaluation.Report.UnweightedAverageRecall)} tuned");
        var tables = section.Descendants(html + "tbody").Select(
            t => t.Elements(html + "tr").Select(r => r.Elements().Select(c => c.Value).ToArray()).ToArray()).ToArray();
        for (var i = 0; i < 3; i++)
        {
            var search = result.Searches[i];
            tables[0][i][..3].ShouldBe(
                [i == 2 ? "all" : $"{i + 1}", search.Chosen.Settings["model.neighbours"], Three(search.Chosen.MeanUar)]);
            var tested = result.Evaluation.Tested.Where(t => t.Fold == i + 1).ToArray();
            tables[0][i][3].ShouldBe(
                i == 2
                    ? "\u2013"
                    : Three(tested.GroupBy(t => t.Truth).Average(c => c.Count(t => t.Predicted == c.Key) / (double)c.Count())));
            for (var t = 0; t < 3; t++)
                tables[1][t][2 + i].ShouldBe(t == 1 ? "\u2013" : Three(search.Rounds[0].Trials[t].InnerUars.Average()));
        }
    }

    [Fact]
    public void Finished_trials_are_read_and_damaged_ones_tried_again()
    {
        var options = fixture.Options(TuningFixture.Regression, "model.C=0.00001,1");
        var result = fixture.Tune(options);
        var folder = result.Folder.FullPath;
        var trial = Path.Combine(folder, "trials", "all", "1", "1.json");
        var json = JsonNode.Parse(File.ReadAllText(trial))!;
        json["innerUars"] = new JsonArray(0.99, 0.99);
        File.WriteAllText(trial, json.ToJsonString());
        TuningRun.Resume(folder, fixture.Workspace, threads: 1).Execute().Chosen.Settings["model.C"]
            .ShouldBe("0.00001", "the file says that it is the best");

        var other = json.ToJsonString().Replace("0.00001", "0.5", StringComparison.Ordinal);
        foreach (var damaged in new[] { "{", "{}", "[]", "null", """{"trial":2}""", other })
        {
            File.WriteAllText(trial, damaged);
            TuningRun.Resume(folder, fixture.Workspace, threads: 1).Execute().ToJson().ToJsonString()
                .ShouldBe(result.ToJson().ToJsonString(), damaged);
        }
    }

    [Fact]
    public void Halving_keeps_the_best_third_and_trains_it_on_more()
    {
        var options = fixture.Options(TuningFixture.Knn, "model.neighbours=1,2,3,4,5,6,7,8,9") with { Search = SearchMethod.Halving };
        var result = fixture.Tune(options);
        foreach (var search in result.Searches)
        {
            // 6 speakers of 30 utterances: an inner fold trains on 3 of them over all speakers, on 2 or 1 of an outer fold's 3; 2 x 2 folds
            // x 8 classes are the least.
            var most = search.Fold == 0 ? 90 : 60;
            search.Rounds.Select(r => (r.Trials.Count, r.Utterances))
                .ShouldBe(SuccessiveHalving.Rounds(9, 32, most, factor: 3).Select(r => (r.Candidates, r.Resources)));
            for (var r = 1; r < search.Rounds.Count; r++)
            {
                var (before, after) = (search.Rounds[r - 1], search.Rounds[r]);
                after.Utterances.ShouldBe(before.Utterances * 3);
                var kept = after.Trials.Select(t => t.Number).ToHashSet();
                before.Trials.Where(t => kept.Contains(t.Number)).Min(t => t.MeanUar)
                    .ShouldBeGreaterThanOrEqualTo(before.Trials.Where(t => !kept.Contains(t.Number)).Max(t => t.MeanUar));
            }

            search.Chosen.MeanUar.ShouldBe(search.Rounds[^1].Trials.Max(t => t.MeanUar));
        }
    }

    [Fact]
    public void Settings_that_cannot_be_trained_with_are_told_and_never_chosen()
    {
        var result = fixture.Tune(fixture.Options(TuningFixture.Knn, "model.neighbours=9000,3"));
        result.Searches.ShouldAllBe(s => s.Chosen.Number == 2);
        var failed = result.Searches[0].Rounds[0].Trials[0];
        failed.Error.ShouldNotBeNull().ShouldContain("fewer neighbours");
        failed.MeanUar.ShouldBe(double.NaN);
        Should.Throw<InvalidDataException>(() => fixture.Tune(fixture.Options(TuningFixture.Knn, "model.neighbours=9000")))
            .Message.ShouldContain("fewer neighbours");
    }

    [Fact]
    public void Features_are_computed_once_for_all_trials_that_share_them()
    {
        var computed = new List<string>();
        var knn = TuningFixture.Knn;
        Recipe[] recipes = [knn, knn.With("model.neighbours", "5"), TuningFixture.Regression, knn.With("features.list.0.n_mfcc", "4"), knn];
        var tables = new FeatureTables(r =>
        {
            computed.Add(r.ToJson()["features"]!.ToJsonString());
            return [[computed.Count]];
        });
        var asked = recipes.Select(tables.Of).ToArray();
        computed.ShouldBeEmpty("nobody has used them");
        asked.Select(t => t.Value[0][0]).ShouldBe([1, 1, 1, 2, 1]);
        computed.Count.ShouldBe(2);
    }

    [Fact]
    public void Data_that_changed_since_is_refused()
    {
        var data = Path.Combine(fixture.Folder, "changing");
        foreach (var file in Directory.GetFiles(fixture.Corpus, "*.wav", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(data, Path.GetRelativePath(fixture.Corpus, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var result = fixture.Tune(fixture.Options(TuningFixture.Knn, "model.neighbours=1,3") with { Data = [data] });
        File.Delete(Directory.GetFiles(data, "*.wav", SearchOption.AllDirectories)[0]);
        Should.Throw<InvalidDataException>(() => TuningRun.Resume(result.Folder.FullPath, fixture.Workspace, threads: 1).Execute())
            .Message.ShouldContain("1 file gone");
    }

    [Fact]
    public void The_gain_turns_its_sign_with_its_sides_and_is_nothing_between_equals()
    {
        var sample = SampleEvaluation.Create(utterances: 80);
        var worse = SampleEvaluation.Worse(sample, sample.Tested);
        var (gain, loss, none) = (TuningGain.Of(sample, worse), TuningGain.Of(worse, sample), TuningGain.Of(sample, sample));
        gain.Uar.ShouldBeGreaterThan(0);
        loss.Uar.ShouldBe(-gain.Uar, 1e-12);
        loss.Interval!.Value.Low.ShouldBe(-gain.Interval!.Value.High, 1e-12);
        loss.Interval!.Value.High.ShouldBe(-gain.Interval!.Value.Low, 1e-12);
        (loss.Test.OnlyFirstRight, loss.Test.OnlySecondRight).ShouldBe((gain.Test.OnlySecondRight, gain.Test.OnlyFirstRight));
        gain.Uar.ShouldBeInRange(gain.Interval!.Value.Low, gain.Interval!.Value.High);
        (none.Uar, none.Interval!.Value.Low, none.Interval!.Value.High, none.Test.ExactP).ShouldBe((0, 0, 0, 1));
    }

    [Fact]
    public void What_cannot_work_is_refused_before_any_work()
    {
        var options = fixture.Options(TuningFixture.Knn, "model.neighbours=1,3");
        Refused<ArgumentException>(options with { Protocol = ProtocolSpec.None }, "tests nothing");
        Refused<ArgumentException>(options with { InnerFolds = 1 }, "inner folds");
        Refused<ArgumentException>(options with { Trials = 5 }, "random search");
        Refused<ArgumentException>(options with { Prune = true, InnerFolds = 3 }, "halving does so by itself");
        Refused<ArgumentException>(options with { Prune = true, Search = SearchMethod.Tpe }, "at least 3");
        Refused<ArgumentException>(options with { Parameters = ["model.neighbours=1..3"] }, "range");
        Refused<ArgumentException>(options with { Parameters = ["model.neighbours"] }, "KEY=A,B,C");
        Should.Throw<RecipeException>(() => fixture.Tune(options with { Parameters = ["model.neighbors=1,3"] }))
            .Message.ShouldContain("model");
        Should.Throw<InvalidDataException>(() => fixture.Tune(options with { InnerFolds = 4 })).Message.ShouldContain("--inner-folds");
        Should.Throw<FileNotFoundException>(() => TuningRun.Resume(fixture.Corpus, fixture.Workspace, threads: 1))
            .Message.ShouldContain("tune.json");

        void Refused<T>(TuningOptions o, string message)
            where T : Exception => Should.Throw<T>(() => fixture.Begin(o)).Message.ShouldContain(message);
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static void ShouldBeEqual(string expected, string found)
    {
        var files = Files(expected);
        Files(found).ShouldBe(files);
        foreach (var file in files)
            File.ReadAllBytes(Path.Combine(found, file)).ShouldBe(File.ReadAllBytes(Path.Combine(expected, file)), file);

        static string[] Files(string folder) =>
        [
            .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
                .Order(StringComparer.Ordinal),
        ];
    }
}
