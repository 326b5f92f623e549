using System.CommandLine;
using System.CommandLine.Parsing;
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
