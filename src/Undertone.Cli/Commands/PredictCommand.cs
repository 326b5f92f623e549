using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Cli.Tools.Slurm;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Texts;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone predict PATH...</c></summary>
internal static class PredictCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        SlurmOption.Offer(Create, ofFiles: true, terminal, cancellation);

    /// <summary>The command, or one that is asked for a stage of its work in units.</summary>
    public static Command Create(Terminal terminal, JobStage? stage, CancellationToken cancellation)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Audio files, folders, patterns, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var model = CommonOptions.Model();
        var runs = CommonOptions.Runs();
        var json = CommonOptions.Json();
        var jsonLines = new Option<bool>("--jsonl") { Description = "Print a line of JSON for each file." };
        var csv = new Option<bool>("--csv") { Description = "Print the result as CSV; with --segments a row a segment." };
        var top = new Option<int>("--top")
        {
            Description = "How many emotions a row of the table names.",
            HelpName = "K",
            DefaultValueFactory = _ => 3,
        }.InRange(1);
        var vtt = new Option<bool>("--vtt") { Description = "Print the timeline of the one file as WebVTT, as players show it." };
        var rttm = new Option<bool>("--rttm") { Description = "Print timelines as RTTM: a line for each run of one emotion." };
        var labels = new Option<bool>("--labels-file") { Description = "Print the timeline of the one file as labels for Audacity." };
        var segments = new SegmentSettings();
        var recursive = new Option<bool>("--recursive") { Description = "Look into sub-folders too." };
        var plot = new Option<string?>("--plot")
        {
            Description = "Draw waveform, mel spectrogram and answer of the one file as a picture: .svg, .png or .pdf.",
            HelpName = "OUT.svg",
        };
        var threads = CommonOptions.Threads();
        var voice = VoiceSettings.Create();
        var adapt = new Option<string>("--adapt")
        {
            Description = "Take all files of a folder, or with --segments the segments of a file, as one speaker's voice (default: none).",
            HelpName = "folder|file|none",
            DefaultValueFactory = _ => "none",
        }.AcceptOnlyFromAmong("folder", "file", "none");
        var speak = CommonOptions.Speak();
        var transcribe = CommonOptions.Transcribe();
        var resume = new Option<string?>("--resume")
        {
            Description = "Add the answers to what an earlier run with --jsonl or --csv wrote; files that it holds are passed over.",
            HelpName = "OUT",
        };
        var command = new Command("predict", "Name the emotion in audio files.")
        {
            paths, model, runs, json, jsonLines, csv, vtt, rttm, labels, resume, top, recursive, plot, threads, voice, adapt,
            speak, transcribe,
        };
        segments.AddTo(command);
        command.SetAction(parsed =>
        {
            var formats = new[] { json, jsonLines, csv, vtt, rttm, labels }.Where(parsed.GetValue).Select(o => o.Name).ToArray();
            if (formats.Length > 1) throw new UsageException($"{string.Join(" and ", formats)} exclude each other.");
            var picture = parsed.GetValue(plot);
            if (picture is not null) OutputEnding.Of(picture, [.. PictureFile.Endings]);
            if (picture == OutputEnding.StandardOutput) throw new UsageException("--plot -: standard output has the answer; name a file.");
            if (stage is not null) JobStage.Refuse(parsed, plot, speak, transcribe, resume);
            var inputs = stage?.Plan is { } plan && stage.Take is not null
                ? PredictInputs.Of(plan.Files.Select(f => f.Name))
                : PredictInputs.Of(parsed.GetValue(paths)!, parsed.GetValue(recursive), parsed.GetValue(model) is not null);
            if (picture is not null && segments.Channels(parsed) == ChannelMode.Split)
                throw new UsageException("--plot draws one waveform: it cannot be given with --channels split.");
            if (picture is not null && inputs.Count != 1) throw new UsageException($"--plot draws one file, and {inputs.Count} are given.");

            var adaptation = Enum.Parse<Adaptation>(parsed.GetValue(adapt)!, ignoreCase: true);
            if (adaptation != Adaptation.None) parsed.Refuse(voice, "and --adapt exclude each other.");
            var asked = segments.AreAsked(parsed) || new[] { vtt, rttm, labels }.Any(parsed.GetValue);
            foreach (var one in new[] { vtt, labels }.Where(o => parsed.GetValue(o) && inputs.Count != 1))
                throw new UsageException($"{one.Name} names no files, so it is for one, and {inputs.Count} are given.");
            if (adaptation == Adaptation.File && !asked)
                throw new UsageException("--adapt file needs --segments: it is for them that the rest of a file is heard.");
            if (adaptation == Adaptation.Folder && inputs.Items.Any(i => i.File == AudioInput.StandardInput))
                throw new UsageException("--adapt folder reads files twice, and standard input (-) can be read only once.");

            var segmenting = segments.Segmenting(parsed);
            var turns = segments.Turns(parsed);
            var (speaker, speakers) = VoiceSettings.Of(parsed, voice, turns);

            var output = parsed.GetValue(resume);
            if (output is not null)
            {
                foreach (var other in new[] { json, vtt, rttm, labels })
                    parsed.Refuse(other, "and --resume exclude each other: give --jsonl or --csv.");
                parsed.Refuse(plot, "and --resume exclude each other.");
                if (inputs.Items.Any(i => i.File == AudioInput.StandardInput))
                    throw new UsageException("--resume knows files by their names, and standard input (-) has none.");
                inputs.RemoveRepeats();
            }

            foreach (var one in new[] { vtt, rttm, labels }.Where(parsed.GetValue))
                parsed.Refuse(transcribe, $"has no place in {one.Name}.");
            if (parsed.Has(transcribe) && inputs.Items.Any(i => i.File == AudioInput.StandardInput))
                throw new UsageException("--transcribe reads files twice, and standard input (-) can be read only once.");

            foreach (var note in inputs.PassedOver) terminal.Message("note: " + note);
            var recognizer = NamedModels.Load(parsed.GetValue(model), parsed.GetValue(runs)!);
            AudioClip? drawn = null;
            var options = new BatchOptions
            {
                Segments = asked,
                Segmenting = segmenting,
                Channels = segments.Channels(parsed),
                Turns = turns is null ? null : file => SegmentSettings.TurnsOf(turns, file, inputs.Count == 1),
                SpeakerVoices = speakers,
                Voice = speaker,
                Adapt = adaptation,
                Threads = parsed.GetValue(threads),
                Open = name => AudioInput.Open(terminal, name),
                Load = picture is null ? null : name => drawn = AudioInput.Read(terminal, name),
            };
            if (stage?.Take is { } take)
            {
                var heardBy = NamedModels.Input(parsed.GetValue(model), parsed.GetValue(runs)!);
                return take(parsed, AnswerShards.Divide(stage, parsed, recognizer, heardBy, inputs, options));
            }

            var words = parsed.GetValue(transcribe) is { } tool ? new Transcription(Transcriber.Of(tool, terminal.Message)) : null;
            string[] dimensions = [.. recognizer.Manifest.Dimensions.Select(d => d.Name)];
            var columns = PredictionCsv.Columns(recognizer.Labels, options, words is not null, dimensions);
            bool? format = parsed.Has(csv) ? true : parsed.Has(jsonLines) ? false : null;
            var resumption = output is null ? null : Resumption.Read(output, format, columns);
            resumption?.Check(recognizer, columns, options, inputs, Finished);
            var held = resumption?.Tell(terminal, inputs) ?? 0;
            using var report = new PredictReport(terminal, inputs.Count - held, printed: output is null);
            options = options with { Heard = report.Heard, Answered = resumption?.Files ?? options.Answered };

            var results = report.PassOn(
                stage is null ? inputs.Answer(recognizer, options, cancellation) : AnswerShards.Read(stage, inputs));
            if (picture is not null) results = results.Select(result => Draw(picture, drawn, result));
            results = results.Select(Finished);
            var tally = new PredictionTally();
            results = results.Select(result =>
            {
                tally.Add(result);
                return result;
            });
            if (words is not null) results = results.Select(result => words.AddTo(result, cancellation));
            if (parsed.GetValue(speak))
                results = new Speaker(terminal.Message, Speaker.Known).SayEach(results, named: inputs.Count > 1, cancellation);
            if (resumption is not null)
            {
                resumption.Append(results, (writer, all) =>
                {
                    if (!resumption.IsCsv) PredictionText.WriteJsonLines(writer, all);
                    else PredictionCsv.Write(writer, recognizer.Labels, all, options, words is not null, resumption.GoesOn, dimensions);
                });
            }
            else if (parsed.GetValue(json)) PredictionText.WriteJson(terminal.Output, recognizer, results);
            else if (parsed.GetValue(jsonLines)) PredictionText.WriteJsonLines(terminal.Output, results);
            else if (parsed.GetValue(csv))
                PredictionCsv.Write(terminal.Output, recognizer.Labels, results, options, words is not null, dimensions: dimensions);
            else if (parsed.GetValue(vtt)) TimelineText.WriteVtt(terminal.Output, results);
            else if (parsed.GetValue(rttm)) TimelineText.WriteRttm(terminal.Output, results);
            else if (parsed.GetValue(labels)) TimelineText.WriteLabels(terminal.Output, results);
            else PredictionText.WriteTable(terminal.Output, results, parsed.GetValue(top), inputs.Width);
            report.Dispose();
            if (inputs.Count > 1 && output is null) terminal.Message(tally.ToString());
            return report.Bad > 0 || resumption?.HoldsBad(inputs) == true ? ExitCode.BadInput : ExitCode.Done;

            FilePrediction Finished(FilePrediction result) => segments.Merges(parsed) ? Merged(result) : result;
        });
        return command;
    }

    private static FilePrediction Merged(FilePrediction result) => result.Prediction is not { Segments: { } segments } prediction
        ? result
        : result with { Prediction = prediction with { Segments = Timeline.Merge(segments) } };

    private static FilePrediction Draw(string picture, AudioClip? clip, FilePrediction result)
    {
        if (result.Prediction is { } prediction)
        {
            var sheet = PredictionPicture.Draw(clip!, prediction, AudioInput.Title(result.File));
            OutputFile.Write(picture, () => PictureFile.Write(picture, sheet));
        }

        return result;
    }
}
