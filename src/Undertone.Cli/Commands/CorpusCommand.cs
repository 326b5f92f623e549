using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone corpus info|check|list DIR...</c></summary>
internal static class CorpusCommand
{
    private const string CheckDescription =
        "Read every file to its end and list what is unreadable, empty, silent, clipped, duplicated, unparsable, narrow or without speech.";

    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        new("corpus", "Corpora: what is there, what is broken.")
        {
            CreateOne("info", "Count utterances by emotion and speaker: what training would use.", true, terminal, (read, json) =>
            {
                double hours;
                using (var progress = terminal.Progress()) hours = read.MeasureHours(Relay(progress, "measure"), cancellation);
                if (json) JsonOutput.Write(terminal.Output, CorpusJson.Info(read, hours));
                else CorpusText.WriteInfo(terminal.Output, read, hours);
            }, cancellation),
            CreateOne("check", CheckDescription, true, terminal, (read, json) =>
            {
                using (var progress = terminal.Progress()) read = read.ListenForSpeech(Relay(progress, "listen"), cancellation);
                if (json) JsonOutput.Write(terminal.Output, CorpusJson.Problems(read));
                else CorpusText.WriteProblems(terminal.Output, read);
            }, cancellation),
            CreateOne("list", "Print every utterance as CSV that can serve as a manifest.", false, terminal, (read, json) =>
            {
                if (json) JsonOutput.Write(terminal.Output, CorpusJson.List(read));
                else CorpusManifest.Write(terminal.Output, read.Utterances);
            }, cancellation),
        };

    private static Command CreateOne(
        string name, string description, bool checkEveryFile, Terminal terminal, Action<CorpusCollection, bool> write,
        CancellationToken cancellation)
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders or manifests with corpora.", Arity = ArgumentArity.OneOrMore };
        var corpus = CommonOptions.Corpus();
        var json = CommonOptions.Json();
        var threads = CommonOptions.Threads();
        var command = new Command(name, description) { folders, corpus, json, threads };
        command.SetAction(parsed =>
        {
            var options = new CorpusReadOptions
            {
                Corpus = parsed.GetValue(corpus),
                Threads = parsed.GetValue(threads),
                CheckEveryFile = checkEveryFile,
            };
            CorpusCollection read;
            using (var progress = terminal.Progress())
                read = CorpusCollection.Read(parsed.GetValue(folders)!, options, Relay(progress, "read"), cancellation);
            foreach (var note in read.Notes) terminal.Message("note: " + note);
            foreach (var warning in read.Warnings) terminal.Message("warning: " + warning);
            write(read, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Relay<CorpusProgress> Relay(IProgressDisplay progress, string stage) =>
        new(p => progress.Report(stage, p.FilesDone, p.FilesTotal));
}
