namespace Undertone.Cli.Tests;

/// <summary>
/// A script that stands in for a program of the system: it notes its arguments, a line each, and what it reads on standard input, keeps the
/// WAV file among its arguments, and does what a test wants.
/// </summary>
internal sealed class FakeTool
{
    public FakeTool(string folder, string name, string script)
    {
        Path = System.IO.Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllText(Path, $$"""
            #!/bin/sh
            for a in "$@"; do printf '%s\n' "$a"; done > "$0.args"
            for a in "$@"; do case "$a" in *.wav) cp "$a" "$0.wav";; esac; done
            cat >> "$0.input"
            {{script}}

            """.ReplaceLineEndings("\n"));
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public string[] Arguments => File.ReadAllLines(Path + ".args");

    public string Input => File.ReadAllText(Path + ".input");

    public string Wav => Path + ".wav";
}
