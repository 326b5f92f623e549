using System.Runtime.InteropServices;

namespace Undertone.Cli.Terminals;

/// <summary>Why the system refused to read or write, in its own few words.</summary>
internal static class SystemReason
{
    private const int Win32Facility = unchecked((int)0x80070000);
    private const int FacilityMask = unchecked((int)0xFFFF0000);

    private const int NotOpen = 9; // EBADF

    /// <summary>The reason without the path and the wording of an exception.</summary>
    public static string Of(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the name is too long",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file or folder",
        IOException { HResult: NotOpen } => "it is closed",
        IOException { HResult: > 0 } e when !OperatingSystem.IsWindows() => Marshal.GetPInvokeErrorMessage(e.HResult),
        IOException e when (e.HResult & FacilityMask) == Win32Facility => Marshal.GetPInvokeErrorMessage(e.HResult & ~FacilityMask),
        _ => "reading or writing failed",
    };
}
