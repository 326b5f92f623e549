namespace Undertone.Cli;

/// <summary>Work in a folder, with which a later command goes on.</summary>
internal static class Interruptible
{
    /// <summary>Works to the end; an interruption says how to go on, once there is a folder.</summary>
    /// <param name="command">The command that takes <c>--resume</c>.</param>
    /// <param name="folder">The folder of the work, or null while there is none.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">What interrupts it.</param>
    public static T Run<T>(string command, Func<string?> folder, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        try
        {
            return work(cancellation);
        }
        catch (OperationCanceledException) when (folder() is { } path)
        {
            throw new OperationCanceledException($"interrupted; go on with: {Resume(command, path)}", cancellation);
        }
    }

    /// <summary>The command line that goes on.</summary>
    public static string Resume(string command, string folder) => $"undertone {command} --resume \"{folder}\"";
}
