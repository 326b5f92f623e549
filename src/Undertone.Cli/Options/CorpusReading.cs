using System.CommandLine;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;

namespace Undertone.Cli.Options;

/// <summary>What the sub-commands of <c>corpus</c> share: the folders, what is read of them and what is selected.</summary>
internal sealed class CorpusReading(Terminal terminal, bool checkEveryFile)
{
    private readonly Argument<string[]> _folders = new("DIR")
    {
        Description = "Folders or manifests with corpora.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _corpus = CommonOptions.Corpus();
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly SelectionSettings _selection = new();

    /// <summary>A sub-command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="options">Its own options.</param>
    /// <param name="work">Does it.</param>
    /// <param name="seed">Whether it draws even where no limit does.</param>
    public Command Of(string name, string description, Option[] options, Action<ParseResult> work, bool seed = false)
    {
        var command = new Command(name, description) { _folders, _corpus };
        foreach (var option in options) command.Add(option);
        command.Add(_threads);
        command.Add(_seed);
        _selection.AddTo(command);
        command.SetAction(parsed =>
        {
            if (!seed && !_selection.Draws(parsed)) parsed.Refuse(_seed, "needs --limit-per-speaker.");
            work(parsed);
            return ExitCode.Done;
        });
        return command;
    }

    public int Seed(ParseResult parsed) => parsed.GetValue(_seed);

    public int? Threads(ParseResult parsed) => parsed.GetValue(_threads);

    /// <summary>Reads the data, tells what a person should know of it, and selects.</summary>
    public CorpusCollection Read(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new CorpusReadOptions
        {
            Corpus = parsed.GetValue(_corpus),
            Threads = parsed.GetValue(_threads),
            CheckEveryFile = checkEveryFile,
        };
        var selection = _selection.Of(parsed);
        CorpusCollection read;
        using (var progress = terminal.Progress())
            read = CorpusCollection.Read(parsed.GetValue(_folders)!, options, Show(progress, "read"), cancellation);
        foreach (var note in read.Notes) terminal.Message("note: " + note);
        foreach (var warning in read.Warnings) terminal.Message("warning: " + warning);
        return read.Select(selection, parsed.GetValue(_seed));
    }

    public static Relay<CorpusProgress> Show(IProgressDisplay progress, string stage) =>
        new(p => progress.Report(stage, p.FilesDone, p.FilesTotal));
}
