using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Tools;

/// <summary>What a command that can be divided into units is asked for in place of all of its work.</summary>
internal sealed record JobStage
{
    // So that the units of a plan fit into one array of a usual Slurm, and small work is not cut to pieces.
    private const int MostShards = 1000, LeastFiles = 100;

    /// <summary>How many files a unit takes.</summary>
    public static Option<int?> ShardFiles { get; } = new Option<int?>("--shard-files")
    {
        Description = "Files of a unit (default: 100, or as many as make 1000 units).",
        HelpName = "N",
    }.InRange(1);

    /// <summary>What is done with the units; null where they are whole and the command does what is left.</summary>
    public Func<ParseResult, DividedWork, int>? Take { get; init; }

    /// <summary>The plan; null while it is made.</summary>
    public UnitPlan? Plan { get; init; }

    /// <summary>The folders of the units, where they are whole; else none.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Refuses options whose work cannot be divided.</summary>
    /// <exception cref="UsageException">One is given.</exception>
    public static void Refuse(ParseResult parsed, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options) parsed.Refuse(option, "cannot be divided into units: leave it out, or run the command itself.");
    }

    /// <summary>Work on files as units of consecutive ones.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="shared">What all files are worked on with.</param>
    /// <param name="files">The files.</param>
    /// <param name="leaves">What a unit leaves.</param>
    /// <param name="work">Works on files from a place on, so many, and leaves its files in the folder.</param>
    public DividedWork Shards(
        ParseResult parsed, IReadOnlyList<WorkInput> shared, IReadOnlyList<WorkInput> files, IReadOnlyList<string> leaves,
        Action<int, int, string, CancellationToken> work)
    {
        var size = Plan is not null
            ? Plan.ShardFiles ?? throw new InvalidDataException("plan.json: shardFiles is missing; plan anew.")
            : parsed.GetValue(ShardFiles) ?? Math.Max(LeastFiles, (files.Count + MostShards - 1) / MostShards);
        return new DividedWork(shared, files, [.. Enumerable.Range(0, (files.Count + size - 1) / size).Select(Unit)])
        {
            ShardFiles = size,
        };

        WorkUnit Unit(int shard)
        {
            var first = shard * size;
            var count = Math.Min(size, files.Count - first);
            return new WorkUnit(
                FormattableString.Invariant($"files-{first + 1}-{first + count}"), first, count,
                (folder, _, cancellation) => work(first, count, folder, cancellation))
            {
                Leaves = leaves,
            };
        }
    }
}
