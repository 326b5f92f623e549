using System.Runtime.InteropServices;
using System.Text;

namespace Undertone.Recognition.Files;

/// <summary>Tells what a path names without opening it. .NET has no public call that tells a named pipe from a file.</summary>
internal static class FileKinds
{
    // The runtime's own form of stat: one layout on every Unix, the mode after the flags. The rest of the answer is not looked at.
    private const int StatBytes = 256, ModeAt = 4, TypeBits = 0xF000;

    private const string DescriptorFolder = "/dev/fd/";

    /// <summary>What the path names.</summary>
    public static FileKind Of(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) return FileKind.Missing;
        if (OperatingSystem.IsWindows())
            return File.Exists(path) ? FileKind.Regular : Directory.Exists(path) ? FileKind.Folder : FileKind.Missing;
        var answer = new byte[StatBytes];
        if (Stat(Encoding.UTF8.GetBytes(path + '\0'), answer) != 0) return FileKind.Missing;
        return (BitConverter.ToInt32(answer, ModeAt) & TypeBits) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        };
    }

    /// <summary>Whether the path is what a shell hands over for <c>&lt;(command)</c> or a redirection: it has a writer already.</summary>
    public static bool IsOpenDescriptor(string path) =>
        path.StartsWith(DescriptorFolder, StringComparison.Ordinal) || path == "/dev/stdin";

    /// <summary>Why a file of this kind is not opened, as a sentence that begins small; null for a regular file.</summary>
    public static string? Fault(this FileKind kind) => kind switch
    {
        FileKind.Regular => null,
        FileKind.Missing => "there is no such file.",
        FileKind.Folder => "this is a folder.",
        FileKind.Pipe => "this is a named pipe, not a regular file, and was not opened; hand its content over on standard input (-).",
        FileKind.Socket => "this is a socket, not a regular file, and was not opened.",
        _ => "this is a device, not a regular file, and was not opened.",
    };

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(byte[] path, byte[] answer);
}
