using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Cli.Tools.Slurm;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Files;
using Undertone.Recognition.Tables;
using Undertone.Sound.Features;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone features FILE... --feature NAME,... --output OUT.npy</c></summary>
internal static class FeaturesCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        SlurmOption.Offer(Create, ofFiles: true, terminal, cancellation);

    /// <summary>The command, or one that is asked for a stage of its work in units.</summary>
    public static Command Create(Terminal terminal, JobStage? stage, CancellationToken cancellation)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Audio files, folders or patterns, or - for standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var recursive = new Option<bool>("--recursive") { Description = "Look into sub-folders too." };
        var data = CommonOptions.Data(required: false);
        var corpus = CommonOptions.Corpus();
        var selection = new SelectionSettings();
        var seed = CommonOptions.Seed();
        var feature = new Option<string[]>("--feature")
        {
            Description = "Names, librosa's where it has one, separated by commas: " + string.Join(", ", FeatureCatalog.Names) + ".",
            HelpName = "NAME,...",
            AllowMultipleArgumentsPerToken = true,
        }.Suggesting(FeatureCatalog.Names);
        var embedding = new Option<string?>("--embedding")
        {
            Description = "What a model makes of each clip before its last step: a model as --model of predict names it.",
            HelpName = "M",
        }.Suggesting(KnownWords.OfModels);
        var runs = CommonOptions.Runs();
        var pool = new Option<string?>("--pool")
        {
            Description = "A row a clip by these statistics over time: mean, std, var, min, max, median, p0 to p100 (default of a table: "
                + "mean,std).",
            HelpName = "STATISTIC,...",
        };
        var rate = new Option<string?>("--sample-rate")
        {
            Description = "The rate in Hz that audio is resampled to, or native, its own (default: native; librosa.load takes 22050).",
            HelpName = "HZ",
        };
        var set = CommonOptions.Set().Suggesting(parsed =>
            Words(parsed.GetValue(feature)).Intersect(FeatureCatalog.Names).SelectMany(FeatureCatalog.OptionNamesOf).Append("sr")
                .Distinct().Select(key => key + "="));
        var output = new Option<string>("--output")
        {
            Description = ".npy ([bands, frames] in 32-bit floats as librosa returns it, or [clips, columns]), .npz (several arrays) or "
                + ".csv; - writes CSV to standard output.",
            HelpName = "OUT",
            Required = true,
        };
        var threads = CommonOptions.Threads();
        var command = new Command(
            "features",
            "Compute features with librosa's names, defaults and numbers: of one file by frames, of many files or a corpus as a table.")
        {
            files, feature, set, output, rate, pool, embedding, runs, data, corpus, recursive, seed, threads,
        };
        selection.AddTo(command);
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(output)!;
            var settings = FeatureSettings.Parse(parsed.GetValue(set));
            var rateHz = settings.RateHz;
            if (parsed.GetValue(rate) is { } hertz)
            {
                if (settings.RateHz is not null) throw new UsageException("--sample-rate and --set sr= say the same: give one.");
                rateHz = FeatureSettings.ParseRate(hertz, "--sample-rate ");
            }

            var specs = settings.Features(Words(parsed.GetValue(feature)));
            var words = parsed.GetValue(files)!;
            var corpora = parsed.GetValue(data) ?? [];
            if (specs.Length == 0 && !parsed.Has(embedding))
                throw new UsageException("features needs --feature NAME or --embedding MODEL.");
            if (words.Length > 0 == corpora.Length > 0) throw new UsageException("features needs either audio files or --data DIR.");
            if (words.Length > 0) selection.Refuse(parsed, "is for --data DIR: files have no labels.");
            if (words.Length > 0) parsed.Refuse(corpus, "is for --data DIR.");
            if (corpora.Length > 0) parsed.Refuse(recursive, "is for folders of files; --data looks into all folders.");
            if (!selection.Draws(parsed)) parsed.Refuse(seed, "needs --limit-per-speaker.");
            if (!parsed.Has(embedding)) parsed.Refuse(runs, "needs --embedding.");
            if (specs.Length == 0) foreach (var option in (Option[])[pool, rate, set]) parsed.Refuse(option, "is for --feature.");

            var inputs = words.Select(w => AudioInputs.Expand(w, parsed.GetValue(recursive))).ToArray();
            var isTable = corpora.Length > 0 || parsed.Has(pool) || parsed.Has(embedding) || specs.Any(s => s.BandNames is not null)
                || words.Length > 1 || Directory.Exists(words[0]) || inputs[0].Files.Count > 1;
            if (stage is not null && !isTable)
                throw new UsageException("features of one file by frames cannot be divided into units: run the command itself.");
            if (!isTable)
                return FrameFeatures.Write(terminal, inputs[0].Files is [var only] ? only : words[0], specs, rateHz, target);

            var ending = OutputEnding.Of(target, ".csv", ".npz", ".npy");
            var options = new ClipTableOptions
            {
                Features = specs,
                Pool = parsed.GetValue(pool) is { } statistics ? Words([statistics]) : new ClipTableOptions().Pool,
                Model = parsed.GetValue(embedding) is { } model ? NamedModels.LoadBundle(model, parsed.GetValue(runs)!) : null,
                SampleRateHz = rateHz,
                Threads = parsed.GetValue(threads),
            };
            var tables = new TableMaker(terminal, options, cancellation);
            var selected = selection.Of(parsed);
            if (stage?.Take is { } take)
            {
                var shared = parsed.GetValue(embedding) is { } name ? NamedModels.Input(name, parsed.GetValue(runs)!) : [];
                var work = corpora.Length > 0
                    ? tables.DivideCorpora(stage, parsed, shared, corpora, parsed.GetValue(corpus), Selected)
                    : tables.DivideFiles(stage, parsed, shared, inputs);
                return take(parsed, work);
            }

            var table = stage is not null ? ClipTable.Join([.. stage.Parts.Select(ClipTableShard.Read)])
                : corpora.Length > 0 ? tables.OfCorpora(corpora, parsed.GetValue(corpus), Selected)
                : tables.OfFiles(inputs);
            tables.Write(target, ending, table);
            return table.Problems.Count > 0 || inputs.Any(i => i.Problems.Count > 0) ? ExitCode.BadInput : ExitCode.Done;

            CorpusCollection Selected(CorpusCollection read) => read.Select(selected, parsed.GetValue(seed));
        });
        return command;
    }

    private static string[] Words(IEnumerable<string>? lists) =>
        [.. (lists ?? []).SelectMany(l => l.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
