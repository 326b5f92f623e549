using System.CommandLine;
using Undertone.Cli.Completion;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features;

namespace Undertone.Cli.Tests.Completion;

/// <summary>What the word at the cursor can become.</summary>
public sealed class SuggestionTests : IDisposable
{
    private static readonly RootCommand Root = CommandTree.Create(
        CommandTree.Commands, [], new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, interactive: false),
        CancellationToken.None);

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-suggestions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Paths() => [.. Walk(Root).Select(HelpWithExamples.PathOf)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_command_is_followed_by_its_own_commands_and_options(string path)
    {
        var command = Walk(Root).Single(c => HelpWithExamples.PathOf(c) == path);
        var before = path.Length == 0 ? "" : path + " ";
        if (command.Subcommands.Count > 0) Asked(before).ShouldBe(command.Subcommands.Select(c => c.Name));
        var options = command.Options.Concat(command == Root ? [] : Root.Options.Where(o => o.Recursive)).Select(o => o.Name).Distinct();
        Asked(before + "-").ShouldBe(options, ignoreOrder: true);
        Asked(before + "--quie").ShouldBe(["--quiet"]);
    }

    [Theory]
    [InlineData("pre", "predict")]
    [InlineData("models sh", "show")]
    [InlineData("predict x.wav --mod", "--model")]
    [InlineData("predict --json --mod", "--model")]
    [InlineData("train --data a b --cor", "--corpus")]
    [InlineData("train --quiet --quie")]
    [InlineData("train --protocol lo", "loso")]
    [InlineData("predict --adapt ", "folder", "file", "none")]
    [InlineData("predict --adapt=fi", "--adapt=file")]
    [InlineData("compare --recipes svm,tra", "svm,transformer")]
    [InlineData("compare --recipes svm tra", "transformer")]
    [InlineData("features x.wav --feature mfcc --set n_mf", "n_mfcc=")]
    [InlineData("train --set training.ep", "training.epochs=")]
    [InlineData("recipes show cnn-l", "cnn-lstm")]
    [InlineData("models show ti", "tiny")]
    [InlineData("completion ", "bash", "zsh", "fish", "pwsh")]
    [InlineData("predict ")]
    [InlineData("predict clip")]
    [InlineData("predict --plot ")]
    [InlineData("predict -- --js")]
    [InlineData("no such command")]
    [InlineData("\"open quote")]
    [InlineData("predict \"open quo")]
    [InlineData("predict \"two words\" --js", "--json", "--jsonl")]
    public void A_line_has_these_next_words(string line, params string[] words) => Asked(line).ShouldBe(words);

    [Fact]
    public void Names_come_from_where_they_are_defined()
    {
        Asked("train --recipe ").ShouldBe(Recipe.BuiltIn.Names);
        Asked("features x.wav --feature ").ShouldBe(FeatureCatalog.Names);
    }

    [Fact]
    public void Runs_are_those_of_the_folder_that_the_line_names()
    {
        foreach (var (name, recipe) in new[] { ("20260101T000000Z-svm", "svm"), ("20260102T000000Z-mlp", "mlp") })
        {
            var run = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
            File.WriteAllText(Path.Combine(run, "run.json"), "{}");
            File.WriteAllText(Path.Combine(run, "recipe.json"), $$"""{ "name": "{{recipe}}" }""");
            File.WriteAllText(Path.Combine(run, "model.undertone"), "");
        }

        Asked($"predict --runs \"{_folder}\" --model ").ShouldBe(["base", "tiny", "latest", "latest:mlp", "latest:svm"]);
        Asked($"predict --runs \"{_folder}\" --model latest:s").ShouldBe(["latest:svm"]);
        Asked($"runs show --runs \"{_folder}\" 20260102").ShouldBe(["20260102T000000Z-mlp"]);
        Asked("predict --runs no-such-folder --model l").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[suggest:3]", "predict", "pre")]
    [InlineData("[suggest:0]", "predict x", "")]
    [InlineData("[suggest:99]", "pre", "pre")]
    [InlineData("[suggest]", "models sh", "sh")]
    public void The_cursor_ends_the_line(string directive, string line, string word) =>
        UnfinishedLine.Of([directive, line])!.Word.ShouldBe(word);

    [Theory]
    [InlineData("predict", "[suggest]")]
    [InlineData("[suggest:x]", "predict")]
    [InlineData("[suggestion]", "predict")]
    public void Other_lines_ask_for_nothing(params string[] args) => UnfinishedLine.Of(args).ShouldBeNull();

    private static string[] Asked(string line)
    {
        var outcome = Cli.Run("[suggest]", line);
        outcome.Code.ShouldBe(0, outcome.Error);
        return [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[0])];
    }

    private static IEnumerable<Command> Walk(Command command) => command.Subcommands.SelectMany(Walk).Prepend(command);
}
