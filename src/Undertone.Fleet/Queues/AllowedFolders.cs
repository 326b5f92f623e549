using Undertone.Recognition.Files;

namespace Undertone.Fleet.Queues;

/// <summary>Files that messages may name: those in some folders, and nothing that a link or <c>..</c> leads to outside of them.</summary>
internal sealed class AllowedFolders
{
    private static readonly StringComparison Names =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string[] _given;
    private readonly string[] _real;

    /// <exception cref="QueueException">One is not there.</exception>
    public AllowedFolders(IEnumerable<string> folders)
    {
        _given = [.. folders.Select(f => IsName(f) ? Inner(Path.GetFullPath(f)) : throw Missing(f))];
        _real = [.. _given.Select(f => Directory.Exists(f) && RealPath.Of(f) is { } real ? Inner(real) : throw Missing(f))];
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path as the message has it.</param>
    /// <param name="most">How large it may be, in bytes.</param>
    /// <exception cref="MessageException">It may not be read, or cannot be.</exception>
    public byte[] Read(string path, long most)
    {
        // First by its words alone, so that nothing outside is looked at, and whether it is there not told.
        var isWhole = IsName(path) && Path.IsPathFullyQualified(path)
            && !path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Contains("..");
        if (!isWhole || !(IsIn(_given, path) || IsIn(_real, path))) throw NotAllowed(path);
        if (RealPath.Of(path) is not { } real) throw new MessageException(MessageException.NotFound, $"{path}: there is no such file.");
        if (!IsIn(_real, real)) throw NotAllowed(path);
        if (FileKinds.Of(real).Fault() is { } fault) throw new MessageException(MessageException.Unreadable, $"{path}: {fault}");
        try
        {
            using var file = new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            if (!IsIn(_real, Opened(file, real))) throw NotAllowed(path);
            if (file.Length > most) throw MessageException.Larger(path, most);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MessageException(
                MessageException.Unreadable,
                $"{path}: this file cannot be read. Give the worker the right to, and send the message again.", e);
        }
    }

    // What was opened, which another program may have put there since the path was looked at.
    private static string Opened(FileStream file, string path) => !OperatingSystem.IsLinux() ? path
        : new FileInfo(FormattableString.Invariant($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}")).LinkTarget ?? path;

    private static bool IsName(string path) => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal);

    private static bool IsIn(string[] folders, string path) => folders.Any(f => path.StartsWith(f, Names));

    private static string Inner(string folder) => Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;

    private static MessageException NotAllowed(string path) => new(
        MessageException.NotAllowed, $"{path}: the worker may not read this. Whoever runs it allows a folder with --allow.");

    private static QueueException Missing(string folder) =>
        new(QueueFault.Input, $"{folder}: there is no such folder, and files in it cannot be allowed. Make it, or mend --allow.");
}
