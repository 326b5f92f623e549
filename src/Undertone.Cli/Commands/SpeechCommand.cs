using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Files;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone speech FILE...</c></summary>
internal static class SpeechCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var paths = new Argument<string[]>("FILE")
        {
            Description = "Audio files, folders, patterns, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = CommonOptions.Json();
        var rttm = new Option<bool>("--rttm") { Description = "Print the result as RTTM, as programs for speaker diarization read it." };
        var labels = new Option<bool>("--labels-file") { Description = "Print the spans of the one file as labels for Audacity." };
        var output = new Option<string?>("--output") { Description = "Write the result to a file.", HelpName = "OUT" };
        var recursive = new Option<bool>("--recursive") { Description = "Look into sub-folders too." };
        var settings = new SpeechSettings();
        var command = new Command("speech", "Tell where somebody speaks.") { paths, json, rttm, labels, output, recursive };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            var formats = new[] { json, rttm, labels }.Where(parsed.GetValue).Select(o => o.Name).ToArray();
            if (formats.Length > 1) throw new UsageException($"{string.Join(" and ", formats)} exclude each other.");
            var options = settings.Of(parsed);
            var inputs = PredictInputs.Of(parsed.GetValue(paths)!, parsed.GetValue(recursive), modelIsNamed: false);
            if (parsed.GetValue(labels) && inputs.Count != 1)
                throw new UsageException($"--labels-file names no files, so it is for one, and {inputs.Count} are given.");

            foreach (var note in inputs.PassedOver) terminal.Message("note: " + note);
            var bad = 0;
            var target = parsed.GetValue(output);
            if (target is null) Print(terminal.Output);
            else
            {
                using var text = new StringWriter { NewLine = "\n" };
                Print(text);
                OutputFile.Write(target, () => AtomicFile.WriteText(target, text.ToString()));
            }

            return bad > 0 ? ExitCode.BadInput : ExitCode.Done;

            void Print(TextWriter writer)
            {
                var results = Results();
                if (parsed.GetValue(json)) SpeechText.WriteJson(writer, results);
                else if (parsed.GetValue(rttm)) SpeechText.WriteRttm(writer, results);
                else if (parsed.GetValue(labels)) SpeechText.WriteLabels(writer, results);
                else SpeechText.WriteTable(writer, results, inputs.Width);
            }

            IEnumerable<FileSpeech> Results()
            {
                using var progress = inputs.Count > 1 ? terminal.ProgressBesideRows() : NoProgress.Instance;
                var done = 0;
                foreach (var input in inputs.Items)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var result = Listen(terminal, input, options);
                    if (result.Error is { } error)
                    {
                        bad++;
                        terminal.Complain("undertone: " + error.Message);
                        if (terminal.Verbose && error.Exception is { } exception) terminal.Complain(exception.ToString());
                    }

                    yield return result;
                    progress.Report("speech", ++done, inputs.Count);
                }
            }
        });
        return command;
    }

    private static FileSpeech Listen(Terminal terminal, FilePrediction input, SpeechOptions options)
    {
        var (file, _, error) = input;
        if (error is not null) return new FileSpeech(file, 0, [], error);
        try
        {
            var clip = AudioInput.Read(terminal, file);
            var spans = SpeechSpans.Find(SpeechDetector.Default.Probabilities(clip), clip.DurationSeconds, options);
            return new FileSpeech(file, clip.DurationSeconds, spans, null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new FileSpeech(file, 0, [], PredictionError.Of(file, e));
        }
    }
}
