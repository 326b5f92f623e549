using System.Text.Json.Nodes;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tests;

public sealed class RunsCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    private string Runs => data.PathOf("runs");

    private string Name => Path.GetFileName(data.Run);

    [Fact]
    public void The_list_has_a_row_a_run_with_date_recipe_data_protocol_and_uar()
    {
        var listed = Cli.Run("runs", "list", "--runs", Runs);
        listed.Code.ShouldBe(0, listed.Error);
        var lines = listed.Output.Split('\n');
        lines[0].ShouldMatch(@"^run +date +recipe +data +protocol +UAR +tags$");
        lines.Single(l => l.StartsWith(Name + " ", StringComparison.Ordinal))
            .ShouldMatch(@"  \d{4}-\d\d-\d\d \d\d:\d\d  mlp +corpus  speaker-kfold  [01]\.\d{3}");
        var json = Cli.Run("runs", "list", "--runs", Runs, "--json", "--recipe", "mlp").Json.AsArray();
        var run = json.Single(r => (string)r!["folder"]! == data.Run)!;
        ((bool)run["finished"]!, (string)run["kind"]!, (string)run["protocol"]!).ShouldBe((true, "train", "speaker-kfold"));
        var uar = (double)JsonNode.Parse(File.ReadAllText(Path.Combine(data.Run, "evaluation.json")))!["metrics"]!["uar"]!;
        ((double)run["uar"]!).ShouldBe(uar);
        Cli.Run("runs", "list", "--runs", Runs, "--json", "--recipe", "svm").Json.AsArray()
            .ShouldNotContain(r => (string)r!["folder"]! == data.Run);
        Cli.Run("runs", "list", "--runs", data.PathOf("nowhere"), "--json").Json.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("latest:mlp")]
    [InlineData("{name}")]
    [InlineData("{folder}")]
    public void A_run_is_shown_by_its_folder_its_name_or_as_the_latest(string word)
    {
        var shown = Cli.Run("runs", "show", Word(word), "--runs", Runs);
        shown.Code.ShouldBe(0, shown.Error);
        shown.Output.ShouldContain("run:       " + data.Run);
        shown.Output.ShouldMatch(@"UAR: +[01]\.\d{3} \(95 % ");
        shown.Output.ShouldContain("report:    " + Path.Combine(data.Run, "report.html"));
        var json = Cli.Run("runs", "show", Word(word), "--runs", Runs, "--json").Json;
        ((string)json["folder"]!).ShouldBe(data.Run);
        json["evaluation"]!["labels"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_run_that_is_none_is_refused_with_the_one_that_was_meant()
    {
        var misspelt = Cli.Run("runs", "show", Name[..^1] + "q", "--runs", Runs);
        misspelt.Code.ShouldBe(3);
        misspelt.Error.ShouldContain($"did you mean {Name}?");
        Cli.Run("runs", "show", data.Corpus, "--runs", Runs).Error.ShouldContain("this is no run folder");
        Cli.Run("runs", "show", "latest:no-such", "--runs", Runs).Code.ShouldBe(3);
    }

    [Fact]
    public void Tags_and_notes_are_kept_found_and_taken_away()
    {
        var run = Copy("noted");
        Cli.Run("runs", "tag", run, "good", "a,b", "good").Code.ShouldBe(0);
        Cli.Run("runs", "tag", run, "Ärger").Code.ShouldBe(0);
        Cli.Run("runs", "note", run, "with the new microphone").Code.ShouldBe(0);
        var listed = Cli.Run("runs", "list", "--runs", data.PathOf("noted"), "--tag", "good", "--json").Json.AsArray().Single()!;
        listed["tags"]!.AsArray().Select(t => (string)t!).ShouldBe(["a,b", "good", "Ärger"]);
        ((string)listed["note"]!).ShouldBe("with the new microphone");
        Cli.Run("runs", "show", run).Output.ShouldContain("note:      with the new microphone");
        Cli.Run("runs", "tag", run, "good", "--remove").Code.ShouldBe(0);
        Cli.Run("runs", "note", run, "--remove").Code.ShouldBe(0);
        Cli.Run("runs", "list", "--runs", data.PathOf("noted"), "--tag", "good", "--json").Json.AsArray().ShouldBeEmpty();
        Cli.Run("runs", "note", run).Code.ShouldBe(2);
        Directory.GetFiles(run, "*.tmp").ShouldBeEmpty();
        File.WriteAllText(Path.Combine(run, "notes.json"), """{ "tags": 3 }""");
        Cli.Run("runs", "tag", run, "x").Code.ShouldBe(3);
        Cli.Run("runs", "list", "--runs", data.PathOf("noted")).Code.ShouldBe(0);
    }

    [Fact]
    public void A_run_is_deleted_only_with_leave_and_nothing_else_is()
    {
        var run = Copy("deleted");
        var unasked = Cli.Run("runs", "delete", run);
        unasked.Code.ShouldBe(2);
        unasked.Error.ShouldContain("--yes");
        Cli.Run("runs", "delete", data.Corpus, "--yes").Code.ShouldBe(3);
        Cli.Run("runs", "delete", run, data.Corpus, "--yes").Code.ShouldBe(3, "of several nothing is deleted where one is no run");
        Directory.Exists(data.Corpus).ShouldBeTrue();
        Directory.Exists(run).ShouldBeTrue();
        Asked(run, "no\n").ShouldBe(1);
        Directory.Exists(run).ShouldBeTrue();
        Asked(run, "y\n").ShouldBe(0);
        Directory.Exists(run).ShouldBeFalse();
        var again = Copy("deleted");
        Cli.Run("runs", "delete", again, "--yes", "--json").Json["deleted"]!.AsArray().Select(d => (string)d!).ShouldBe([again]);
        Directory.GetFileSystemEntries(data.PathOf("deleted")).ShouldBeEmpty();
    }

    [Fact]
    public void Finished_runs_are_compared_with_each_other_and_with_recipes_on_the_same_folds()
    {
        var runs = data.PathOf("compared");
        string[] same = ["--runs", runs, "--cache", data.Cache];
        Train("svm", "0").ShouldBe(0);
        Train("knn", "0").ShouldBe(0);
        Train("knn", "7").ShouldBe(0);
        var names = Directory.GetDirectories(runs).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        var svm = names.Single(n => n!.EndsWith("-svm", StringComparison.Ordinal))!;
        var (knn, other) = (names.First(n => n != svm)!, names.Last(n => n != svm)!);

        var compared = Cli.Run("runs", "compare", svm, knn, "--runs", runs, "--json");
        compared.Code.ShouldBe(0, compared.Error);
        var rows = compared.Json["rows"]!.AsArray();
        rows.Select(r => (string)r!["recipe"]!).ShouldBe([svm, knn]);
        rows.Select(r => (double)r!["evaluation"]!["metrics"]!["uar"]!).ShouldBe([Uar(svm), Uar(knn)]);
        var text = Cli.Run("compare", "--recipes", $"{svm},{knn}", "--runs", runs);
        text.Code.ShouldBe(0, text.Error);
        text.Output.ShouldContain("report: ");

        // The same recipe trained anew stands beside the finished run with the same score.
        var mixed = Cli.Run(["compare", "--data", data.Corpus, "--recipes", $"knn,{knn}", "--json", .. same]);
        mixed.Code.ShouldBe(0, mixed.Error);
        var both = mixed.Json["rows"]!.AsArray().Select(r => r!["evaluation"]!["metrics"]!.ToJsonString()).ToArray();
        both.Length.ShouldBe(2);
        both[1].ShouldBe(both[0]);

        var refused = Cli.Run("runs", "compare", svm, other, "--runs", runs);
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain("tested in another fold");
        refused.Error.ShouldContain("--seed");
        Cli.Run(["compare", "--data", data.Corpus, "--recipes", $"knn,{other}", .. same]).Code.ShouldBe(3);
        Cli.Run(["compare", "--recipes", $"{svm},{knn}", "--folds", "3", "--runs", runs]).Code.ShouldBe(2);
        Cli.Run("runs", "compare", svm, "--runs", runs).Code.ShouldBe(2);

        int Train(string recipe, string seed) =>
            Cli.Run(["train", "--data", data.Corpus, "--recipe", recipe, "--seed", seed, "--no-refit", .. same]).Code;

        double Uar(string run) =>
            (double)JsonNode.Parse(File.ReadAllText(Path.Combine(runs, run, "evaluation.json")))!["metrics"]!["uar"]!;
    }

    [Fact]
    public void The_newest_run_is_gone_on_with_by_the_word_latest()
    {
        var run = Copy("resumed");
        File.Delete(Path.Combine(run, "report.html"));
        var outcome = Cli.Run("train", "--resume", "latest:mlp", "--runs", data.PathOf("resumed"), "--cache", data.Cache);
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Error.ShouldNotContain("no effect");
        File.Exists(Path.Combine(run, "report.html")).ShouldBeTrue();
        Cli.Run("tune", "--resume", "latest", "--runs", data.PathOf("resumed")).Error.ShouldContain("no such run");
    }

    private static int Asked(string run, string answer)
    {
        using var error = new StringWriter();
        var terminal = new Terminal(
            TextWriter.Null, error, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(answer)), interactive: true)
        {
            CanAsk = true,
        };
        var code = CommandLine.Run(["runs", "delete", run], terminal, CancellationToken.None);
        error.ToString().ShouldContain("Delete this run for good? [y/N]");
        return code;
    }

    private string Word(string word) => word.Replace("{name}", Name, StringComparison.Ordinal)
        .Replace("{folder}", data.Run, StringComparison.Ordinal);

    private string Copy(string folder)
    {
        var copy = data.PathOf(folder, Name);
        foreach (var file in Directory.GetFiles(data.Run, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(data.Run, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }

        return copy;
    }
}
