using System.CommandLine;
using System.CommandLine.Parsing;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Tools;

/// <summary>The command line that a plan keeps.</summary>
internal static class PlannedCommand
{
    /// <summary>Takes the folder that relative paths of the command start from.</summary>
    /// <exception cref="BadInputException">It is not there.</exception>
    public static void Enter(UnitPlan plan)
    {
        if (Environment.CurrentDirectory == plan.Directory) return;
        if (!Directory.Exists(plan.Directory))
        {
            throw new BadInputException(
                $"{plan.Directory}: the plan was made in this folder, and this machine does not have it. Work where all machines see it "
                + "under one name.");
        }

        Environment.CurrentDirectory = plan.Directory;
    }

    /// <summary>Makes the folder of a plan.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">What it divides into.</param>
    /// <param name="apart">Options that are about the plan.</param>
    /// <exception cref="BadInputException">There is no file to work on.</exception>
    public static PlanFolder Plan(string path, ParseResult parsed, DividedWork work, IReadOnlyList<Option> apart)
    {
        RefuseNone(work);
        return OutputFile.Guard(
            path, "Make room, or name another place.",
            () => PlanFolder.Create(path, UnitPlan.Of(WordsOf(parsed, apart), WithFiles(parsed, work, apart))));
    }

    /// <summary>Refuses work without units.</summary>
    /// <exception cref="BadInputException">There is no file to work on.</exception>
    public static void RefuseNone(DividedWork work)
    {
        if (work.Units.Count == 0) throw new BadInputException("There is no file to work on, and so nothing to divide.");
    }

    /// <summary>Does a command by the words of its line.</summary>
    /// <param name="command">The command.</param>
    /// <param name="words">Its name and what follows.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Invoke(Command command, IReadOnlyList<string> words, Terminal terminal)
    {
        var root = new RootCommand { command };
        foreach (var option in (Option[])[CommonOptions.Quiet, CommonOptions.Verbose, CommonOptions.OnnxRuntime]) root.Add(option);
        return root.Parse(words).InvokeIn(terminal);
    }

    /// <summary>The words of a command, without those of some options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="apart">The options.</param>
    public static string[] WordsOf(ParseResult parsed, IReadOnlyList<Option> apart)
    {
        var about = apart.Select(parsed.GetResult).OfType<OptionResult>().Where(r => !r.Implicit)
            .SelectMany(r => r.Tokens.Prepend(r.IdentifierToken!)).ToHashSet<Token>(ReferenceEqualityComparer.Instance);
        var name = parsed.CommandResult.IdentifierToken;
        return [.. parsed.Tokens.SkipWhile(t => !ReferenceEquals(t, name)).Where(t => !about.Contains(t)).Select(t => t.Value)];
    }

    /// <summary>
    /// The work, with each file that the command line names among its inputs, such as recipes, manifests and turns; but for its output.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">What it divides into.</param>
    /// <param name="apart">Options that are about the plan.</param>
    public static DividedWork WithFiles(ParseResult parsed, DividedWork work, IReadOnlyList<Option> apart)
    {
        var known = work.Shared.Concat(work.Files).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var named = parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(r => r.Option.Name != "--output" && !apart.Contains(r.Option)).SelectMany(r => r.Tokens)
            .SelectMany(t => t.Value.Split(',')).Where(File.Exists).Distinct(StringComparer.Ordinal).Where(f => !known.Contains(f));
        return work with { Shared = [.. work.Shared, .. named.Select(WorkInput.OfFile)] };
    }
}
