using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Corpora.Synthesis;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone synth-corpus OUT</c></summary>
internal static class SynthCorpusCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var folder = new Argument<string>("OUT") { Description = "The folder to make; it may not hold other files." };
        var speakers = new Option<int>("--speakers") { Description = "The number of synthetic voices, 1 to 99.", HelpName = "N", DefaultValueFactory = _ => 8 };
        var repetitions = new Option<int>("--repetitions") { Description = "How often each sentence is said, 1 or 2.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var seed = CommonOptions.Seed();
        var json = CommonOptions.Json();
        var command = new Command("synth-corpus", "Write a small corpus of synthetic speech in RAVDESS's naming, for demonstrations and tests.") { folder, speakers, repetitions, seed, json };
        command.SetAction(parsed =>
        {
            var options = new SyntheticCorpusOptions { Speakers = parsed.GetValue(speakers), Repetitions = parsed.GetValue(repetitions), Seed = parsed.GetValue(seed) };
            if (options.Speakers is < 1 or > 99) throw new UsageException("--speakers wants a number from 1 to 99.");
            if (options.Repetitions is < 1 or > 2) throw new UsageException("--repetitions wants 1 or 2.");
            var made = SyntheticCorpus.Write(parsed.GetValue(folder)!, options, cancellation);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, new JsonObject { ["folder"] = made.Folder, ["utterances"] = made.Utterances, ["speakers"] = made.Speakers, ["durationSeconds"] = made.DurationSeconds });
            else terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made.Folder}: {made.Utterances} synthetic utterances, {made.Speakers} synthetic {(made.Speakers == 1 ? "voice" : "voices")}, {made.DurationSeconds / 60:0.0} minutes"));
            return ExitCode.Done;
        });
        return command;
    }
}
