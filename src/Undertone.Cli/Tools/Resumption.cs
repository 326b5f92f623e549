using System.Text;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Texts;

namespace Undertone.Cli.Tools;

/// <summary>
/// Goes on with an output that an earlier run of <c>predict</c> wrote: what it holds is not answered again, what was half written is cut
/// off, and answers are added as they are made.
/// </summary>
internal sealed class Resumption
{
    // Other instructions of a processor may change the last digits of a score.
    private const double Tolerance = 1e-3;

    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _path;
    private readonly EarlierOutput _earlier;

    private Resumption(string path, bool isCsv, EarlierOutput earlier)
    {
        (_path, IsCsv, _earlier) = (path, isCsv, earlier);
        Files = earlier.Kept.Select(a => a.File).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether the output is CSV; else it is JSON Lines.</summary>
    public bool IsCsv { get; }

    /// <summary>Whether the output holds something already, in a CSV the columns.</summary>
    public bool GoesOn => _earlier.WholeBytes > 0;

    /// <summary>The files that it holds, with an answer or with an error.</summary>
    public IReadOnlySet<string> Files { get; }

    /// <summary>Reads what an output holds.</summary>
    /// <param name="path">The file, as it was named; it need not be there.</param>
    /// <param name="asked">Whether CSV was asked for, or JSON Lines; null where nothing was.</param>
    /// <param name="columns">The columns that this run would write as CSV.</param>
    /// <exception cref="UsageException">It is a folder, has another format than the one asked for, or nothing tells the format.</exception>
    /// <exception cref="BadInputException">The file is no such output.</exception>
    public static Resumption Read(string path, bool? asked, IReadOnlyList<string> columns)
    {
        var isCsv = IsCsvOf(path, asked);
        return new(path, isCsv, File.Exists(path) ? EarlierOutput.Read(path, isCsv ? columns : null) : new EarlierOutput([], 0));
    }

    /// <summary>Says how many of the files have their answers, and gives that number.</summary>
    public int Tell(Terminal terminal, PredictInputs inputs)
    {
        var held = inputs.Items.Count(i => Files.Contains(i.File));
        if (held > 0) terminal.Message($"note: {_path} holds {held} of {inputs.Count} files already; they are passed over");
        return held;
    }

    /// <summary>Whether there is a file among these that the output holds an error for.</summary>
    public bool HoldsBad(PredictInputs inputs)
    {
        var bad = _earlier.Kept.Where(a => a.IsError).Select(a => a.File).ToHashSet(StringComparer.Ordinal);
        return inputs.Items.Any(i => bad.Contains(i.File));
    }

    /// <summary>Refuses an output of another model or of other options, as far as its answers tell; one of them is made again.</summary>
    /// <param name="recognizer">The model of this run.</param>
    /// <param name="columns">The columns that this run would write as CSV.</param>
    /// <param name="options">The options of this run.</param>
    /// <param name="inputs">The files of this run.</param>
    /// <param name="finished">What is done to an answer before it is written.</param>
    /// <exception cref="BadInputException">It is; the message says why.</exception>
    public void Check(
        EmotionRecognizer recognizer, IReadOnlyList<string> columns, BatchOptions options, PredictInputs inputs,
        Func<FilePrediction, FilePrediction> finished)
    {
        foreach (var answer in _earlier.Answers.Where(a => !a.IsError))
        {
            if (Fault(answer, recognizer, options, columns) is { } fault) throw Refusal($"{fault} (in the answer for {answer.File})");
        }

        if (_earlier.Columns is { } held && !held.SequenceEqual(columns))
            throw Refusal($"it has the columns {string.Join(',', held)} and this run writes {string.Join(',', columns)}");

        // A folder's voice is known only when all of its files are heard.
        if (options.Adapt == Adaptation.Folder) return;
        var there = inputs.Items.Select(i => i.File).Where(File.Exists).ToHashSet(StringComparer.Ordinal);
        if (_earlier.Answers.FirstOrDefault(a => !a.IsError && there.Contains(a.File)) is not { } first) return;
        var again = finished(recognizer.PredictFiles([first.File], options).First()).Prediction;
        if (again is null) return;
        var scores = IsCsv && options.Segments ? again.Segments![0].Scores : again.Scores;
        if (scores.Zip(first.Scores).Any(pair => Math.Abs(pair.First.Value - pair.Second.Value) > Tolerance))
        {
            throw Refusal(
                $"for {first.File} this model, with these options, has other scores (unless the recording has changed)");
        }
    }

    /// <summary>Adds answers to the file; each is in it before the next is asked for. Those that were interrupted are made anew.</summary>
    /// <param name="results">The answers.</param>
    /// <param name="write">Writes them.</param>
    public void Append(IEnumerable<FilePrediction> results, Action<TextWriter, IEnumerable<FilePrediction>> write) => OutputFile.Guard(
        _path, "What it holds is whole but for its last line. Make room, and give the same command again.", () =>
        {
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.SetLength(_earlier.WholeBytes);
            file.Seek(0, SeekOrigin.End);
            using var writer = new StreamWriter(file, WithoutMark) { NewLine = "\n" };
            try
            {
                write(writer, results.Where(r => r.Prediction is not { Interrupted: true }));
            }
            catch (OperationCanceledException e)
            {
                throw new OperationCanceledException("interrupted; the same command goes on from here", e, e.CancellationToken);
            }

            return true;
        });

    /// <summary>The format of an output: that of its content, the one that is asked for, or that of its ending.</summary>
    private static bool IsCsvOf(string path, bool? asked)
    {
        if (Directory.Exists(path)) throw new UsageException($"--resume {path}: this is a folder; name a file.");
        if (File.Exists(path) && AudioInputs.Expand(path, recursive: false).Problems is [var problem, ..])
            throw new BadInputException($"{problem.Path}: {problem.Fault}");
        var held = File.Exists(path) ? EarlierOutput.IsCsv(path) : null;
        if (held is not null && asked is not null && held != asked)
            throw new UsageException($"--resume {path}: this file holds {Name(held.Value)}, and {Name(asked.Value)} is asked for.");
        return held ?? asked ?? Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => true,
            ".jsonl" or ".ndjson" => false,
            _ => throw new UsageException($"--resume {path}: its ending tells no format; give --jsonl or --csv as well."),
        };
    }

    private static string? Fault(
        EarlierAnswer answer, EmotionRecognizer recognizer, BatchOptions options, IReadOnlyList<string> columns)
    {
        var labels = answer.Scores.Select(s => s.Key);
        if (!labels.SequenceEqual(recognizer.Labels))
            return $"its emotions are {string.Join(", ", labels)} and those of this model {string.Join(", ", recognizer.Labels)}";
        if (answer.Segments is { } segments && segments != options.Segments)
            return segments ? "it has segments and --segments is not given" : "it has no segments and --segments is given";
        var words = columns.Contains(PredictionCsv.TextColumn);
        if (answer.Text is { } text && text != words)
            return text ? "it has words and --transcribe is not given" : "it has no words and --transcribe is given";
        if (options.Adapt != Adaptation.None || answer.Voice == options.Voice?.Name) return null;
        return $"it is {Relative(answer.Voice)} and this run {Relative(options.Voice?.Name)}";
    }

    private static string Relative(string? voice) => voice is null ? "relative to no voice" : $"relative to the voice '{voice}'";

    private static string Name(bool isCsv) => isCsv ? "CSV" : "JSON Lines";

    private BadInputException Refusal(string fault) => new(
        $"{_path}: this file was written by another model or with other options: {fault}. Give those that wrote it, or name another file.");
}
