using System.CommandLine;
using System.Text;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Exploration;
using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone corpus info|check|list|split|report DIR...</c></summary>
internal static class CorpusCommand
{
    private const string CheckDescription =
        "Read every file to its end and list what is unreadable, empty, silent, clipped, duplicated, unparsable, narrow or without speech.";

    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        new("corpus", "Corpora: what is there, what is broken.")
        {
            Info(terminal, cancellation), Check(terminal, cancellation), List(terminal, cancellation), Split(terminal, cancellation),
            Report(terminal, cancellation),
        };

    private static Command Info(Terminal terminal, CancellationToken cancellation)
    {
        var plot = new Option<string?>("--plot") { Description = "Draw the counts and distributions as well.", HelpName = "OUT.svg" };
        var json = CommonOptions.Json();
        var reading = new CorpusReading(terminal, checkEveryFile: true);
        return reading.Of(
            "info", "Count utterances by emotion, speaker, sex and language: what training would use.", [plot, json], parsed =>
        {
            var picture = parsed.GetValue(plot);
            if (picture is not null) OutputEnding.Of(picture, ".svg");
            var read = reading.Read(parsed, cancellation);
            double hours;
            using (var progress = terminal.Progress()) hours = read.MeasureHours(CorpusReading.Show(progress, "measure"), cancellation);
            if (picture is not null)
            {
                if (read.Utterances.Count == 0) throw new BadInputException("There is no utterance to draw.");
                OutputFile.Write(picture, () => PictureFile.Write(picture, CorpusPicture.Draw(read)));
            }

            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, CorpusJson.Info(read, hours));
            else CorpusText.WriteInfo(terminal.Output, read, hours);
        });
    }

    private static Command Check(Terminal terminal, CancellationToken cancellation)
    {
        var json = CommonOptions.Json();
        var reading = new CorpusReading(terminal, checkEveryFile: true);
        return reading.Of("check", CheckDescription, [json], parsed =>
        {
            var read = reading.Read(parsed, cancellation);
            using (var progress = terminal.Progress()) read = read.ListenForSpeech(CorpusReading.Show(progress, "listen"), cancellation);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, CorpusJson.Problems(read));
            else CorpusText.WriteProblems(terminal.Output, read);
        });
    }

    private static Command List(Terminal terminal, CancellationToken cancellation)
    {
        var json = CommonOptions.Json();
        var reading = new CorpusReading(terminal, checkEveryFile: false);
        return reading.Of("list", "Print every utterance as CSV that can serve as a manifest.", [json], parsed =>
        {
            var read = reading.Read(parsed, cancellation);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, CorpusJson.List(read));
            else CorpusManifest.Write(terminal.Output, read.Utterances);
        });
    }

    private static Command Split(Terminal terminal, CancellationToken cancellation)
    {
        var shares = new Option<string>("--shares")
        {
            Description = "The shares of the training, validation and test part; two are of training and test.",
            HelpName = "TRAIN,VALIDATION,TEST",
            DefaultValueFactory = _ => "70,10,20",
        };
        var output = new Option<string>("--output")
        {
            Description = "The CSV file, a manifest with a column split; - is standard output.",
            HelpName = "OUT.csv",
            DefaultValueFactory = _ => OutputEnding.StandardOutput,
        };
        var reading = new CorpusReading(terminal, checkEveryFile: true);
        return reading.Of(
            "split", "Divide speakers into training, validation and test, with the emotions in their shares, for --protocol split:FILE.",
            [shares, output], parsed =>
        {
            var split = Parse(parsed.GetValue(shares)!);
            var target = parsed.GetValue(output)!;
            if (target != OutputEnding.StandardOutput) OutputEnding.Of(target, ".csv");
            var read = reading.Read(parsed, cancellation);
            if (read.Utterances.Count == 0) throw new BadInputException("There is no utterance to divide.");
            var parts = split.PartsOf(read.Utterances, reading.Seed(parsed));
            if (target == OutputEnding.StandardOutput) CorpusManifest.Write(terminal.Output, read.Utterances, parts);
            else OutputFile.Write(target, () => AtomicFile.Write(target, stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                CorpusManifest.Write(writer, read.Utterances, parts);
            }));
            foreach (var line in CorpusText.Parts(read.Utterances, parts)) terminal.Message(line);
        }, seed: true);
    }

    private static Command Report(Terminal terminal, CancellationToken cancellation)
    {
        var output = new Option<string>("--output") { Description = "The page.", HelpName = "OUT.html", Required = true };
        var reading = new CorpusReading(terminal, checkEveryFile: true);
        return reading.Of(
            "report", "Write a page about the data: emotions, speakers, durations, levels, pitch, and a map of what clips sound like.",
            [output], parsed =>
        {
            var target = parsed.GetValue(output)!;
            OutputEnding.Of(target, ".html", ".htm");
            var read = reading.Read(parsed, cancellation);
            if (read.Utterances.Count == 0) throw new BadInputException("There is no utterance to tell of.");
            using var progress = terminal.Progress();
            var threads = reading.Threads(parsed);
            OutputFile.Write(
                target, () => CorpusReport.Write(target, read, threads, CorpusReading.Show(progress, "listen"), cancellation));
            progress.Dispose();
            terminal.Message($"{target}: {read.Utterances.Count} utterances");
        });
    }

    private static SpeakerSplit Parse(string shares)
    {
        try
        {
            return SpeakerSplit.Parse(shares);
        }
        catch (FormatException e)
        {
            throw new UsageException("--shares: " + e.Message);
        }
    }
}
