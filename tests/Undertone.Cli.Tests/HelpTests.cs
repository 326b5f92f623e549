using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tests.Pages;

namespace Undertone.Cli.Tests;

/// <summary>Help shows what a command needs and examples of it that work, and mistyped words are guessed.</summary>
public sealed class HelpTests
{
    private static readonly RootCommand Root = CommandTree.Create(
        CommandTree.Commands, ["--help"],
        new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, interactive: false), CancellationToken.None);

    public static TheoryData<string> Paths() => [.. Walk(Root)];

    public static TheoryData<string> Examples() => [.. CommandExamples.Lines.Values.SelectMany(l => l).Distinct()];

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_help_of_every_command_shows_two_examples_of_it(string path)
    {
        string[] words = path.Length == 0 ? [] : path.Split(' ');
        var help = Cli.Run([.. words, "--help"]);
        help.Code.ShouldBe(0, help.Error);
        var shown = help.Output[help.Output.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n')
            .Where(l => l.StartsWith("    undertone ", StringComparison.Ordinal)).Select(l => l["    undertone ".Length..]).ToArray();
        shown.Length.ShouldBeGreaterThanOrEqualTo(2);
        shown.Distinct().Count().ShouldBe(shown.Length);
        shown.ShouldAllBe(l => path.Length == 0 || l == path || l.StartsWith(path + " ", StringComparison.Ordinal));
        if (CommandExamples.Needs.TryGetValue(path, out var needs)) help.Output.ShouldContain(needs);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_a_command_line(string line) => CommandLines.ShouldBeOne(line);

    [Fact]
    public void No_examples_and_needs_are_of_commands_that_are_not_there() =>
        CommandExamples.Lines.Keys.Concat(CommandExamples.Needs.Keys).Except(Walk(Root)).ShouldBeEmpty();

    [Theory]
    [InlineData("did you mean train?", "trian")]
    [InlineData("did you mean predict?", "predcit", "x.wav")]
    [InlineData("did you mean list?", "models", "lst")]
    [InlineData("did you mean compare?", "runs", "comapre", "a", "b")]
    [InlineData("did you mean --model?", "predict", "x.wav", "--modle", "base")]
    [InlineData("did you mean --data?", "train", "--daat", "x")]
    [InlineData("did you mean --quiet?", "train", "--queit")]
    [InlineData("did you mean training?", "train", "--normalisation", "trainig", "--data", "x", "--recipe", "svm")]
    [InlineData("did you mean speaker-kfold?", "train", "--protocol", "speaker-kfolds", "--data", "x", "--recipe", "svm")]
    [InlineData("did you mean svm?", "train", "--recipe", "smv", "--data", "x")]
    [InlineData("did you mean epochs?", "train", "--recipe", "mlp", "--data", "x", "--set", "training.epohcs=2")]
    [InlineData("did you mean spectrogram?", "plot", "x.wav", "--feature", "spectogram", "--output", "x.svg")]
    [InlineData("did you mean byol-s?", "models", "summary", "svm@byols")]
    [InlineData("did you mean tiny?", "models", "show", "tinny")]
    public void A_mistyped_word_is_guessed(string guess, params string[] words)
    {
        var outcome = Cli.Run(words);
        outcome.Code.ShouldBeOneOf(2, 3);
        outcome.Error.ShouldContain(guess);
        outcome.Error.ShouldNotContain("Required command was not provided");
    }

    [Theory]
    [InlineData("xyzzy")]
    [InlineData("predict", "x.wav", "--xyzzy")]
    public void A_word_that_is_like_nothing_is_not_guessed(params string[] words)
    {
        var outcome = Cli.Run(words);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldNotContain("did you mean");
        outcome.Error.ShouldContain("xyzzy");
    }

    private static IEnumerable<string> Walk(Command command) =>
        command.Subcommands.SelectMany(Walk).Prepend(HelpWithExamples.PathOf(command));
}
