using System.CommandLine;
using System.Globalization;
using System.Text;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Files;
using Undertone.Recognition.Tables;

namespace Undertone.Cli.Tools;

/// <summary>Makes a table of many clips, shows how it goes, and tells what it could not read.</summary>
internal sealed class TableMaker
{
    private static readonly string[] Leaves = [ClipTableShard.RowsFile, ClipTableShard.ValuesFile];

    private readonly Terminal _terminal;
    private readonly ClipTableOptions _options;
    private readonly CancellationToken _cancellation;

    /// <exception cref="UsageException">The options make no sense.</exception>
    public TableMaker(Terminal terminal, ClipTableOptions options, CancellationToken cancellation)
    {
        (_terminal, _options, _cancellation) = (terminal, options, cancellation);
        Checked(() =>
        {
            options.Validate();
            return true;
        });
    }

    /// <summary>The table of the utterances of corpora, or of some of them.</summary>
    public ClipTable OfCorpora(string[] data, string? corpus, Func<CorpusCollection, CorpusCollection> select)
    {
        var utterances = Read(data, corpus, select);
        using var progress = _terminal.Progress();
        return Checked(() => ClipTable.OfUtterances(utterances, _options, CorpusReading.Show(progress, "features"), _cancellation));
    }

    /// <summary>The table of the files that words of the command line stand for.</summary>
    public ClipTable OfFiles(IReadOnlyList<AudioInputs> inputs)
    {
        var files = FilesOf(inputs);
        using var progress = _terminal.Progress();
        return Checked(() => ClipTable.OfFiles(
            files, f => AudioInput.Read(_terminal, f), _options, CorpusReading.Show(progress, "features"), _cancellation));
    }

    /// <summary>The table of corpora in units. Only the plan reads the corpora; a unit knows its utterances from the plan.</summary>
    public DividedWork DivideCorpora(
        JobStage stage, ParseResult parsed, IReadOnlyList<WorkInput> model, string[] data, string? corpus,
        Func<CorpusCollection, CorpusCollection> select)
    {
        var inputs = stage.Plan?.Files.Select(UtteranceInput.Again).ToArray()
            ?? [.. Read(data, corpus, select).Select(UtteranceInput.Of)];
        return stage.Shards(parsed, model, inputs, Leaves, (first, count, folder, cancellation) => ClipTableShard.Write(
            folder, ClipTable.OfUtterances(
                [.. inputs[first..(first + count)].Select(UtteranceInput.Read)], _options, cancellationToken: cancellation)));
    }

    /// <summary>The table of files in units. Only the plan looks for the files; a unit knows its own from the plan.</summary>
    public DividedWork DivideFiles(
        JobStage stage, ParseResult parsed, IReadOnlyList<WorkInput> model, IReadOnlyList<AudioInputs> inputs)
    {
        var files = stage.Plan?.Files.Select(f => f.Name).ToArray() ?? FilesOf(inputs);
        if (files.Contains(AudioInput.StandardInput)) throw new UsageException("Units cannot read standard input (-): name files.");
        return stage.Shards(parsed, model, [.. files.Select(WorkInput.OfFile)], Leaves, (first, count, folder, cancellation) =>
            ClipTableShard.Write(folder, ClipTable.OfFiles(
                files[first..(first + count)], f => AudioInput.Read(_terminal, f), _options, cancellationToken: cancellation)));
    }

    private IReadOnlyList<Utterance> Read(string[] data, string? corpus, Func<CorpusCollection, CorpusCollection> select)
    {
        var reading = new CorpusReadOptions { Corpus = corpus, Threads = _options.Threads, CheckEveryFile = true };
        using var progress = _terminal.Progress();
        var read = select(CorpusCollection.Read(data, reading, CorpusReading.Show(progress, "read"), _cancellation));
        foreach (var note in read.Notes) _terminal.Message("note: " + note);
        foreach (var warning in read.Warnings) _terminal.Message("warning: " + warning);
        if (read.Utterances.Count == 0)
            throw new BadInputException($"No utterances were found in {string.Join(", ", data)}. 'undertone corpus check' says why.");
        return read.Utterances;
    }

    private string[] FilesOf(IReadOnlyList<AudioInputs> inputs)
    {
        foreach (var note in inputs.Select(i => i.PassedOver).OfType<string>()) _terminal.Message("note: " + note);
        foreach (var problem in inputs.SelectMany(i => i.Problems)) _terminal.Complain($"undertone: {problem.Path}: {problem.Fault}");
        string[] files = [.. inputs.SelectMany(i => i.Files)];
        if (files.Count(f => f == AudioInput.StandardInput) > 1) throw new UsageException("Standard input (-) can be read only once.");
        return files;
    }

    /// <summary>Writes the table and tells what is in it.</summary>
    public void Write(string target, string ending, ClipTable table)
    {
        foreach (var problem in table.Problems) _terminal.Complain("undertone: " + problem.Message);
        if (table.Values.Count == 0) throw new BadInputException("None of the files could be read, so there is no table.");
        if (target == OutputEnding.StandardOutput) ClipTableFile.WriteCsv(_terminal.Output, table);
        else OutputFile.Write(target, () => AtomicFile.Write(target, stream => Write(stream, ending, table)));
        _terminal.Message(string.Create(
            CultureInfo.InvariantCulture, $"{target}: {table.Values.Count} clips, {table.Columns.Count} columns"));
        if (ending == ".npy") _terminal.Message("note: .npy holds the numbers alone; .npz and .csv have files, labels and names as well");
        if (_options.Features.Count > 0 && _options.SampleRateHz is null && table.SampleRatesHz.Count > 1)
        {
            _terminal.Message(
                $"warning: the files have the sample rates {string.Join(", ", table.SampleRatesHz)} Hz, and features depend on the rate: "
                + "give --sample-rate.");
        }
    }

    private static void Write(Stream stream, string ending, ClipTable table)
    {
        if (ending == ".npy")
        {
            ClipTableFile.WriteNpy(stream, table);
        }
        else if (ending == ".npz")
        {
            ClipTableFile.WriteNpz(stream, table);
        }
        else
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            ClipTableFile.WriteCsv(writer, table);
        }
    }

    private static T Checked<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
