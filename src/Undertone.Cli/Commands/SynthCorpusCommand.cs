using System.CommandLine;
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
        var speakers = new Option<int>("--speakers")
        {
            Description = "The number of synthetic voices, 1 to 99.",
            HelpName = "N",
            DefaultValueFactory = _ => 8,
        }.InRange(1, 99);
        var repetitions = new Option<int>("--repetitions")
        {
            Description = "How often each sentence is said, 1 or 2.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        }.InRange(1, 2);
        var seed = CommonOptions.Seed();
        var json = CommonOptions.Json();
        var command = new Command(
            "synth-corpus", "Write a small corpus of synthetic speech in RAVDESS's naming, for demonstrations and tests.")
        {
            folder, speakers, repetitions, seed, json,
        };
        command.SetAction(parsed =>
        {
            var options = new SyntheticCorpusOptions
            {
                Speakers = parsed.GetValue(speakers),
                Repetitions = parsed.GetValue(repetitions),
                Seed = parsed.GetValue(seed),
            };
            var target = parsed.GetValue(folder)!;
            var made = OutputFile.Guard(
                target, "Files that are there by now are whole.", () => SyntheticCorpus.Write(target, options, cancellation));
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, ToJson(made));
            else terminal.Output.WriteLine(Describe(made));
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject ToJson(SyntheticCorpusSummary made) => new()
    {
        ["folder"] = made.Folder,
        ["utterances"] = made.Utterances,
        ["speakers"] = made.Speakers,
        ["durationSeconds"] = made.DurationSeconds,
    };

    private static string Describe(SyntheticCorpusSummary made)
    {
        var voices = made.Speakers == 1 ? "voice" : "voices";
        var minutes = made.DurationSeconds / 60;
        return FormattableString.Invariant(
            $"{made.Folder}: {made.Utterances} synthetic utterances, {made.Speakers} synthetic {voices}, {minutes:0.0} minutes");
    }
}
