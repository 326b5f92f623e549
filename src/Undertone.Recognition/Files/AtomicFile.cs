using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Undertone.Recognition.Files;

/// <summary>Writes files under a temporary name and renames them, so that a crash leaves the old file or the new one, never half.</summary>
public static class AtomicFile
{
    private static int _counter;

    /// <summary>Tells this machine from others that write to the same file system: eight hexadecimal digits.</summary>
    internal static string Machine { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

    /// <summary>A name beside this one for what is not whole yet; no other process of any machine uses it.</summary>
    internal static string Unfinished(string path) => string.Create(
        CultureInfo.InvariantCulture,
        $"{path}.{Machine}-{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}.tmp");

    /// <summary>
    /// Writes a file through a stream; makes its folder if need be. A link stays, and what it leads to is written; a device or pipe
    /// takes the bytes as it is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">The file or its folder cannot be written; an older file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">This program may not write there.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, null);

    private static void Write(string path, Action<Stream> write, UnixFileMode? mode)
    {
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        if (IsDevice(full))
        {
            using var device = new FileStream(full, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        if (new FileInfo(full).LinkTarget is not null) full = File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = Unfinished(full);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
            using (var stream = new FileStream(temporary, options)) write(stream);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    /// <summary>A device or pipe, such as /dev/null or /dev/stdout, takes bytes and is never replaced by a file.</summary>
    private static bool IsDevice(string path) => FileKinds.Of(path) switch
    {
        FileKind.Device or FileKind.Pipe or FileKind.Socket => true,
        FileKind.Regular => path == "/dev/stdout" || path == "/dev/stderr" || path.StartsWith("/dev/fd/", StringComparison.Ordinal),
        _ => false,
    };

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is told is why the writing failed.
        }
    }

    /// <summary>Writes a text file in UTF-8 with the line ends that the text has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    public static void WriteText(string path, string text) => WriteText(path, text, null);

    /// <summary>Writes a text file that has these rights where the system knows of them.</summary>
    internal static void WriteText(string path, string text, UnixFileMode? mode) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)), mode);
}
