using System.CommandLine;
using System.CommandLine.Parsing;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments;

namespace Undertone.Cli.Options;

/// <summary>Refuses options that would have no effect: none is passed over without a word.</summary>
internal static class GivenOptions
{
    /// <summary>Whether an option stands on the command line.</summary>
    public static bool Has(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Refuses one that is given.</summary>
    /// <exception cref="UsageException">It is; the message begins with its name.</exception>
    public static void Refuse(this ParseResult parsed, Option option, string reason)
    {
        if (parsed.Has(option)) throw new UsageException($"{option.Name} {reason}");
    }

    /// <summary>Says that one which is given has no effect.</summary>
    public static void NoteWithout(this ParseResult parsed, Terminal terminal, Option option, string where)
    {
        if (parsed.Has(option)) terminal.Message($"note: {option.Name} has no effect {where}");
    }

    /// <summary>Refuses all that are given beside one that goes on with work whose options are known, but for some.</summary>
    /// <exception cref="UsageException">One is.</exception>
    public static void RefuseBeside(this ParseResult parsed, Option resume, params Option[] allowed)
    {
        if (!parsed.Has(resume)) return;
        foreach (var given in parsed.CommandResult.Children.OfType<OptionResult>().Where(r => !r.Implicit && !r.Option.Recursive))
        {
            if (given.Option != resume && !allowed.Contains(given.Option))
            {
                throw new UsageException(
                    $"{given.Option.Name} cannot be given beside {resume.Name}: the run goes on with what it was begun with.");
            }
        }
    }

    /// <summary>The folder of the work to go on with; null where none is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where it is said that --runs has no effect.</param>
    /// <param name="resume">The option that names the run: its folder, or <c>latest</c> or <c>latest:RECIPE</c> among the runs.</param>
    /// <param name="runs">The option that names the folder of runs.</param>
    /// <param name="kind">What is gone on with.</param>
    public static string? Resumed(
        this ParseResult parsed, Terminal terminal, Option<string?> resume, Option<string> runs, RunKind kind)
    {
        if (parsed.GetValue(resume) is not { } word) return null;
        if (RunFolders.IsLatest(word)) return RunFolders.Find(word, parsed.GetValue(runs)!, kind).Folder;
        parsed.NoteWithout(terminal, runs, "beside --resume");
        return word;
    }
}
