using System.CommandLine;
using System.Globalization;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Training;
using Undertone.Words;

namespace Undertone.Cli.Options;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<bool> Quiet { get; } = new("--quiet") { Description = "Print results and errors only.", Recursive = true };

    public static Option<string?> OnnxRuntime { get; } = new("--onnx-runtime")
    {
        Description = "The native library of ONNX Runtime, or its folder, for models that were brought as ONNX.",
        HelpName = "PATH",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Print the stack trace of an error.", Recursive = true };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<string?> Model() => new Option<string?>("--model")
    {
        Description = "A model bundle, a run folder, latest, latest:RECIPE or the name of a built-in model (default: base).",
        HelpName = "M",
    }.Suggesting(KnownWords.OfModels);

    public static Option<bool> Speak() => new("--speak") { Description = "Say the result through espeak-ng (or say on macOS)." };

    public static Option<string?> Transcribe() => new Option<string?>("--transcribe")
    {
        Description = "Add the words through a recogniser: whisper-cli, vosk-transcriber or pocketsphinx; TOOL=MODEL names its model.",
        HelpName = "TOOL",
    }.Suggesting(["whisper-cli", "vosk-transcriber", "pocketsphinx"]);

    public static Option<string[]> Data(bool required) => new("--data")
    {
        Description = "Folder or manifest with corpora; several may be given.",
        HelpName = "DIR",
        Required = required,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string?> Corpus() => new("--corpus")
    {
        Description = "Use only this corpus of the data; several are separated by commas.",
        HelpName = "NAME",
    };

    public static Option<string?> Labels() => new Option<string?>("--labels")
    {
        Description = "The emotions: ravdess8, common7, common6, a,b,c or common7,a (default: all in the data).",
        HelpName = "SET",
    }.Suggesting(["ravdess8", "common7", "common6"]);

    public static Option<int> Seed() => new("--seed") { Description = "The seed of everything random (default 0).", HelpName = "S" };

    public static Option<string> Runs() => new Option<string>("--runs")
    {
        Description = "The folder of run folders.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "runs",
    }.NoFile();

    public static Option<string?> ModelName() => new("--name")
    {
        Description = "What the model is called (default: the recipe's name).",
        HelpName = "NAME",
    };

    /// <summary>Goes on with work that was interrupted.</summary>
    /// <param name="work">A run or a comparison.</param>
    public static Option<string?> Resume(string work) => new Option<string?>("--resume")
    {
        Description = $"Go on with a {work} that was interrupted: its folder, latest or latest:RECIPE; needs nothing else.",
        HelpName = "RUN",
    }.Suggesting(KnownWords.OfRuns);

    public static Option<string?> Cache() => new Option<string?>("--cache")
    {
        Description = "The folder of the feature cache (default: the user's cache folder).",
        HelpName = "DIR",
    }.NoFile();

    public static Option<int?> Threads() => new Option<int?>("--threads")
    {
        Description = "Worker threads (default: one a processor); results do not depend on it.",
        HelpName = "N",
    }.InRange(1);

    public static Option<string[]> Set() => new("--set")
    {
        Description = "A setting KEY=VALUE; may be given several times.",
        HelpName = "KEY=VALUE",
    };

    /// <summary>The key and value of a --set option.</summary>
    public static (string Key, string Value) Split(string setting)
    {
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? (setting[..at], setting[(at + 1)..]) : throw new UsageException($"--set {setting}: expected KEY=VALUE.");
    }

    /// <summary>The option of the command line that sets an option of an experiment, such as <c>--inner-folds</c> for InnerFolds.</summary>
    public static string NameOf(ExperimentOptionException e) => e.Option switch
    {
        nameof(TuningOptions.Parameters) => "--grid",
        nameof(ComparisonOptions.Protocols) => "--protocol",
        _ => "--" + string.Concat(e.Option.Select((c, i) => (char.IsUpper(c) && i > 0 ? "-" : "") + char.ToLowerInvariant(c))),
    };

    /// <summary>The protocol that an option names.</summary>
    public static ProtocolSpec ParseProtocol(string text, IReadOnlyList<string> names)
    {
        if (ProtocolSpec.TryParse(text) is { } protocol && (protocol.Kind != ProtocolKind.None || names.Contains(text))) return protocol;
        var which = names.Contains("none") ? "" : " that tests";
        throw new UsageException($"'{text}' is no protocol{which}{NearestWord.Hint(text, names)}; there are: {string.Join(", ", names)}.");
    }

    /// <summary>Where runs and features lie.</summary>
    /// <param name="runs">The folder of run folders; null for the default.</param>
    /// <param name="cache">The folder of the cache; null for the user's.</param>
    /// <param name="parts">Folders of units that are done; null for none.</param>
    public static Workspace Workspace(string? runs, string? cache, IReadOnlyList<string>? parts = null) => new()
    {
        Parts = parts ?? [],
        Runs = runs ?? "runs",
        Cache = new FeatureCache(cache ?? CacheFolder.Default()),
    };

    /// <summary>The labels that an option names, or null where it is not given.</summary>
    public static LabelSet? ParseLabels(string? text)
    {
        try
        {
            return text is null ? null : LabelSet.Parse(text);
        }
        catch (ArgumentException e)
        {
            throw new UsageException("--labels: " + e.Message);
        }
    }

    /// <summary>Refuses numbers outside a range while the command line is read.</summary>
    public static Option<T> InRange<T>(this Option<T> option, int least, int most = int.MaxValue)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var isNumber = int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
                if (isNumber && (number < least || number > most))
                {
                    result.AddError(most == int.MaxValue
                        ? $"{option.Name} wants a number of at least {least}, not {number}."
                        : $"{option.Name} wants a number from {least} to {most}, not {number}.");
                }
            }
        });
        return option;
    }

    /// <summary>Refuses a file where a folder is to be named.</summary>
    private static Option<T> NoFile<T>(this Option<T> option)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => File.Exists(t.Value)))
            {
                result.AddError($"{option.Name} {token.Value}: this is a file; name a folder.");
            }
        });
        return option;
    }
}
