using System.Runtime.InteropServices;

namespace Undertone.Cli.Terminals;

/// <summary>
/// Writes to a file descriptor of Linux and macOS and tells every failure by its error number in <see cref="Exception.HResult"/>;
/// .NET's own console stream passes over a closed pipe without a word, and the work would go on for nobody.
/// </summary>
internal sealed class DescriptorStream(int number) : WriteOnlyStream
{
    private const int Interrupted = 4; // EINTR
    private const int GetFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC
    private static readonly int TryAgain = OperatingSystem.IsMacOS() ? 35 : 11; // EAGAIN
    private const int NotOpen = 9; // EBADF

    private readonly bool _open = IsOpen(number);

    /// <summary>
    /// Whether the process was started with this descriptor open. One that outlived the start of the program cannot be marked to be
    /// closed by it: what carries the mark was opened by the runtime, in a place that was empty.
    /// </summary>
    public static bool IsOpen(int number)
    {
        var flags = Native.fcntl(number, GetFlags);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_open) throw Failure(NotOpen);
        while (!buffer.IsEmpty)
        {
            var written = Native.write(number, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == TryAgain) Thread.Sleep(1);
            else if (error != Interrupted) throw Failure(error);
        }
    }

    private static IOException Failure(int error) => new(Marshal.GetPInvokeErrorMessage(error), error);

    private static class Native
    {
        [DllImport("libc", SetLastError = true)]
        public static extern nint write(int descriptor, in byte first, nint count);

        [DllImport("libc", SetLastError = true)]
        public static extern int fcntl(int descriptor, int command);
    }
}
