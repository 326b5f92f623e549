using Undertone.Cli.Terminals;

namespace Undertone.Cli.Options;

/// <summary>Files and folders that the command line names to be written: what the system refuses is said in words for people.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file, as it was named.</param>
    /// <param name="write">Writes it under another name and renames it, so that an older file stays whole.</param>
    /// <exception cref="UsageException">A folder is named.</exception>
    /// <exception cref="FailedException">It could not be written.</exception>
    public static void Write(string path, Action write)
    {
        if (Directory.Exists(path)) throw new UsageException($"{path}: this is a folder; name a file to write.");
        Guard(path, "An older file of that name is as it was. Make room, or name another place.", () =>
        {
            write();
            return true;
        });
    }

    /// <summary>Does work that writes.</summary>
    /// <param name="path">The file or folder that is written, as it was named.</param>
    /// <param name="remedy">What a person is told where it fails.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="FailedException">The system refused to write.</exception>
    public static T Guard<T>(string path, string remedy, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            throw new FailedException($"{path}: this cannot be written ({SystemReason.Of(refusal)}). {remedy}", e);
        }
    }

    /// <summary>Whether the system refused to write, and nothing else is wrong.</summary>
    public static bool IsRefusal(Exception exception) => Refusal(exception) is not null;

    /// <summary>The system's own exception, without those that say in words what is wrong; null where there is none.</summary>
    private static Exception? Refusal(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Refusal(first),
        UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException => exception,
        IOException when exception.GetType() == typeof(IOException) => exception,
        _ => null,
    };
}
