using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone predict PATH...</c></summary>
internal static class PredictCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Audio files, folders, globs, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var model = CommonOptions.Model();
        var json = CommonOptions.Json();
        var csv = new Option<bool>("--csv") { Description = "Print the result as CSV." };
        var top = new Option<int>("--top") { Description = "How many emotions a row of the table names.", HelpName = "K", DefaultValueFactory = _ => 3 };
        var segments = new Option<bool>("--segments") { Description = "Answer for consecutive parts of each file as well." };
        var recursive = new Option<bool>("--recursive") { Description = "Look into sub-folders too." };
        var plot = new Option<string?>("--plot") { Description = "Draw waveform, mel spectrogram and answer of the one file as an SVG picture.", HelpName = "OUT.svg" };
        var threads = CommonOptions.Threads();
        var command = new Command("predict", "Name the emotion in audio files.") { paths, model, json, csv, top, segments, recursive, plot, threads };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv)) throw new UsageException("--json and --csv exclude each other.");
            if (parsed.GetValue(top) < 1) throw new UsageException("--top wants a number of at least 1.");
            var recognizer = Models.Load(parsed.GetValue(model));
            var files = Expand(parsed.GetValue(paths)!, parsed.GetValue(recursive));
            if (parsed.GetValue(plot) is not null && files.Count != 1) throw new UsageException($"--plot draws one file, and {files.Count} are given.");
            var results = PredictAll(recognizer, files, terminal, parsed.GetValue(segments), parsed.GetValue(plot), parsed.GetValue(threads), cancellation);
            if (parsed.GetValue(json)) PredictionText.WriteJson(terminal.Output, recognizer, results);
            else if (parsed.GetValue(csv)) PredictionText.WriteCsv(terminal.Output, recognizer.Labels, results);
            else PredictionText.WriteTable(terminal.Output, results, parsed.GetValue(top));
            foreach (var bad in results.Where(r => r.Error is not null)) terminal.Error.WriteLine("undertone: " + bad.Error!.Message);
            return results.Any(r => r.Error is not null) ? ExitCode.BadInput : ExitCode.Done;
        });
        return command;
    }

    /// <summary>The files to answer for, or in place of a word that gives none what is wrong with it.</summary>
    private static List<FilePrediction> Expand(string[] words, bool recursive)
    {
        var files = new List<FilePrediction>();
        foreach (var word in words)
        {
            try
            {
                var found = AudioPaths.Expand(word, recursive);
                if (found.Count == 0) files.Add(new FilePrediction(word, null, new PredictionError("no-audio", $"{word}: no audio file is in there{(recursive ? "" : "; --recursive looks into sub-folders")}.")));
                files.AddRange(found.Select(f => new FilePrediction(f, null, null)));
            }
            catch (BadInputException e)
            {
                files.Add(new FilePrediction(word, null, new PredictionError("not-found", e.Message)));
            }
        }

        return files;
    }

    private static FilePrediction[] PredictAll(EmotionRecognizer recognizer, List<FilePrediction> files, Terminal terminal, bool segments, string? plot, int? threads, CancellationToken cancellation)
    {
        var results = files.ToArray();
        using var progress = terminal.Progress();
        var done = 0;
        if (results.Length == 1)
        {
            results[0] = PredictOne(recognizer, results[0], terminal, segments, plot);
            return results;
        }

        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation }, i =>
        {
            results[i] = PredictOne(recognizer, results[i], terminal, segments);
            progress.Report("predict", Interlocked.Increment(ref done), results.Length);
        });
        return results;
    }

    private static FilePrediction PredictOne(EmotionRecognizer recognizer, FilePrediction file, Terminal terminal, bool segments, string? plot = null)
    {
        if (file.Error is not null) return file;
        try
        {
            var clip = file.File == "-" ? AudioClip.Load(terminal.OpenInput(), "-") : AudioClip.Load(file.File);
            var prediction = recognizer.Predict(clip, segments);
            if (plot is not null) PictureFile.Write(plot, PredictionPicture.Draw(clip, prediction, file.File == "-" ? "standard input" : Path.GetFileName(file.File)));
            return file with { Prediction = prediction };
        }
        catch (AudioFormatException e)
        {
            return file with { Error = new PredictionError("audio-format", e.Message) };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return file with { Error = new PredictionError("not-found", $"{file.File}: there is no such file.") };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return file with { Error = new PredictionError("unreadable", $"{file.File}: {e.Message}") };
        }
    }
}
