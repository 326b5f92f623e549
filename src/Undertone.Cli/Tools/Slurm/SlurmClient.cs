using System.Globalization;
using System.Text.RegularExpressions;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tools.Slurm;

/// <summary>The programs of Slurm. Without its server they would wait for a minute, so they are given less.</summary>
/// <param name="cancellation">Ctrl-C.</param>
internal sealed partial class SlurmClient(CancellationToken cancellation)
{
    // What a cluster has that says nothing of it.
    private const int UsualMaxArraySize = 1001;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), SubmitPatience = TimeSpan.FromSeconds(55);

    /// <summary>One more than the largest number that a task of an array can have.</summary>
    public int MaxArraySize()
    {
        try
        {
            return MaxArraySizeOf(Run("scontrol", ["show", "config"], Patience)?.Output ?? "");
        }
        catch (TimeoutException)
        {
            return UsualMaxArraySize;
        }
    }

    /// <summary>The same, from what <c>scontrol show config</c> printed.</summary>
    public static int MaxArraySizeOf(string configuration) =>
        MaxArraySizeLine().Match(configuration) is { Success: true } line
            && int.TryParse(line.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size : UsualMaxArraySize;

    /// <summary>Submits a job.</summary>
    /// <param name="arguments">Of sbatch; the first is --parsable.</param>
    /// <param name="remedy">What there is where Slurm is not installed.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="FailedException">Slurm is not there, does not answer or refuses.</exception>
    public string Submit(IReadOnlyList<string> arguments, string remedy)
    {
        ToolOutcome outcome;
        try
        {
            outcome = Run("sbatch", arguments, SubmitPatience)
                ?? throw new FailedException($"sbatch: this program of Slurm is not on PATH, so nothing is submitted. {remedy}");
        }
        catch (TimeoutException)
        {
            throw new FailedException(
                "sbatch: Slurm does not answer, so whether the job is submitted is not known; 'squeue --me' tells when it does.");
        }

        if (outcome.Failure is { } failure) throw new FailedException($"sbatch: Slurm refuses the job ({failure}).");
        // On some clusters the cluster's name follows.
        var number = outcome.Output.Trim().Split(';')[0];
        return number.Length > 0 && number.All(char.IsAsciiDigit)
            ? number
            : throw new FailedException($"sbatch: it printed '{number}' where the number of the job was to be.");
    }

    /// <summary>What is in the queue of these jobs; null where Slurm does not answer.</summary>
    public SlurmQueue? Queue(params string?[] jobs)
    {
        // Without a number squeue would tell of all jobs.
        if (jobs.All(j => j is null)) return SlurmQueue.Parse("");
        try
        {
            string[] arguments = ["--noheader", $"--jobs={string.Join(',', jobs.OfType<string>())}", $"--format={SlurmQueue.Format}"];
            return Run("squeue", arguments, Patience) switch
            {
                { ExitCode: 0 } outcome => SlurmQueue.Parse(outcome.Output),
                // Slurm forgets jobs some minutes after their end.
                { Error: var error } when error.Contains("Invalid job id", StringComparison.Ordinal) => SlurmQueue.Parse(""),
                _ => null,
            };
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private ToolOutcome? Run(string name, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(patience);
        try
        {
            return SystemTool.Run(name, arguments, "", end.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{name} does not answer", e);
        }
    }

    [GeneratedRegex(@"^MaxArraySize\s*=\s*([0-9]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex MaxArraySizeLine();
}
