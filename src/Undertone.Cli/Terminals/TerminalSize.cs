using System.Runtime.InteropServices;

namespace Undertone.Cli.Terminals;

/// <summary>
/// How large the terminal is now. .NET keeps an old answer where standard input is no terminal, so that Linux is asked
/// itself.
/// </summary>
internal static class TerminalSize
{
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>Standard output.</summary>
    public const int Output = 1;

    /// <summary>Standard error.</summary>
    public const int Error = 2;

    /// <summary>Columns and rows of the terminal behind <see cref="Output"/> or <see cref="Error"/>.</summary>
    public static (int Width, int Height) Now(int descriptor = Output)
    {
        if (OperatingSystem.IsLinux() && Native.ioctl(descriptor, GetWindowSize, out var size) == 0 && size is { Columns: > 0, Rows: > 0 })
            return (size.Columns, size.Rows);
        // Elsewhere .NET follows changes once its own writer is there.
        _ = Console.Out;
        return (Console.WindowWidth, Console.WindowHeight);
    }

    private static class Native
    {
        [StructLayout(LayoutKind.Sequential)]
        public struct WindowSize
        {
            public ushort Rows;
            public ushort Columns;
            public ushort WidthPixels;
            public ushort HeightPixels;
        }

        [DllImport("libc")]
        public static extern int ioctl(int descriptor, nuint request, out WindowSize size);
    }
}
