using System.CommandLine;
using Undertone.Cli.Commands;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;

namespace Undertone.Cli;

/// <summary>The commands by their names. Building one costs time at every start, so a line that names one gets that one alone.</summary>
internal static class CommandTree
{
    /// <summary>All commands, in the order of the help.</summary>
    public static IReadOnlyList<(string Name, Func<Terminal, CancellationToken, Command> Create)> Commands { get; } =
    [
        ("predict", PredictCommand.Create),
        ("listen", ListenCommand.Create),
        ("voice", VoiceCommand.Create),
        (ServeCommand.Name, ServeCommand.Create),
        (WorkerCommand.Name, WorkerCommand.Create),
        (EnqueueCommand.Name, EnqueueCommand.Create),
        ("train", TrainCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("compare", CompareCommand.Create),
        ("tune", TuneCommand.Create),
        ("features", FeaturesCommand.Create),
        ("plot", (terminal, _) => PlotCommand.Create(terminal)),
        ("play", PlayCommand.Create),
        ("speech", SpeechCommand.Create),
        ("augment", AugmentCommand.Create),
        ("models", (terminal, _) => ModelsCommand.Create(terminal)),
        ("export", (terminal, _) => ExportCommand.Create(terminal)),
        ("recipes", (terminal, _) => RecipesCommand.Create(terminal)),
        ("runs", RunsCommand.Create),
        ("jobs", JobsCommand.Create),
        ("corpus", CorpusCommand.Create),
        ("synth-corpus", SynthCorpusCommand.Create),
        ("cache", (terminal, _) => CacheCommand.Create(terminal)),
        ("doctor", DoctorCommand.Create),
        ("completion", (terminal, _) => CompletionCommand.Create(terminal)),
    ];

    /// <summary>
    /// The root for one command line: with the command that it names, or with all where it names none, for the help and the suggestions.
    /// </summary>
    /// <param name="commands">The commands that there are.</param>
    /// <param name="args">The words after <c>undertone</c>.</param>
    /// <param name="terminal">Where the commands read and write.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static RootCommand Create(
        IReadOnlyList<(string Name, Func<Terminal, CancellationToken, Command> Create)> commands,
        IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation)
    {
        var word = args.TakeWhile(a => a != "--").FirstOrDefault(a => !a.StartsWith('-'));
        var named = commands.Where(c => c.Name == word).ToArray();
        var root = new RootCommand("Speech emotion recognition: predict, train, evaluate honestly.");
        foreach (var (_, create) in named.Length > 0 ? named : commands) root.Add(create(terminal, cancellation));
        root.Add(CommonOptions.Quiet);
        root.Add(CommonOptions.Verbose);
        root.Add(CommonOptions.OnnxRuntime);
        HelpWithExamples.AddTo(root);
        return root;
    }
}
