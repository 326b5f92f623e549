using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Undertone.Cli.Options;

/// <summary>The help of a command with what it needs and its examples below.</summary>
/// <param name="help">The help without.</param>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => help.ClearsParseErrors;

    /// <summary>Puts the examples into the help of a root and of all its commands.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parsed)
    {
        var code = help.Invoke(parsed);
        var output = parsed.InvocationConfiguration.Output;
        var path = PathOf(parsed.CommandResult.Command);
        if (CommandExamples.Needs.GetValueOrDefault(path) is { } needs)
        {
            output.WriteLine("Needs:");
            output.WriteLine("  " + needs);
            output.WriteLine();
        }

        output.WriteLine("Examples:");
        foreach (var line in CommandExamples.Of(path)) output.WriteLine("    undertone " + line);
        output.WriteLine();
        return code;
    }

    /// <summary>The words that name a command, without the program.</summary>
    public static string PathOf(Command command)
    {
        var words = new List<string>();
        for (var at = command; at is not (null or RootCommand); at = at.Parents.OfType<Command>().FirstOrDefault())
            words.Insert(0, at.Name);
        return string.Join(' ', words);
    }
}
