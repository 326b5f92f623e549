using System.Diagnostics;

namespace Undertone.Cli.Tests.Completion;

/// <summary>The shells themselves complete lines by the scripts that the program prints.</summary>
public sealed class CompletionScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-shells-").FullName;

    public CompletionScriptTests()
    {
        _ = new FakeTool(_folder, "undertone", $"exec {string.Join(' ', Cli.Command.Select(w => $"'{w}'"))} \"$@\"");
        File.WriteAllText(Path.Combine(_folder, "clip one.wav"), "");
    }

    /// <summary>Lines, and what the word at their end becomes.</summary>
    public static TheoryData<string, string[]> Lines() => new()
    {
        { "undertone pre", ["predict"] },
        { "undertone models s", ["schema", "show", "summary"] },
        { "undertone  predict  --mod", ["--model"] },
        { "undertone predict x.wav --model ", ["base", "tiny"] },
        { "undertone compare --recipes svm,tra", ["svm,transformer"] },
        { "undertone train --set training.epo", ["training.epochs="] },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ShellTheory("bash")]
    [MemberData(nameof(Lines))]
    public void Bash_completes(string line, string[] words) => InBash(line).ShouldBe(words, ignoreOrder: true);

    [ShellTheory("bash")]
    [InlineData("undertone predict --adapt=f", "folder", "file")]
    [InlineData("undertone predict cli")]
    public void Bash_replaces_what_stands_behind_its_separators_and_is_left_to_files(string line, params string[] words) =>
        InBash(line).ShouldBe(words, ignoreOrder: true);

    [ShellTheory("zsh")]
    [MemberData(nameof(Lines))]
    public void Zsh_completes(string line, string[] words) => InZsh(line).ShouldBe(words, ignoreOrder: true);

    [ShellTheory("zsh")]
    [InlineData("undertone predict cli", "files")]
    public void Zsh_is_left_to_files(string line, params string[] words) => InZsh(line).ShouldBe(words);

    [ShellTheory("fish")]
    [MemberData(nameof(Lines))]
    public void Fish_completes(string line, string[] words) => InFish(line).ShouldBe(words, ignoreOrder: true);

    [ShellTheory("fish")]
    [InlineData("undertone predict cli", "clip one.wav")]
    public void Fish_is_left_to_files(string line, params string[] words) => InFish(line).ShouldBe(words);

    [ShellTheory("pwsh")]
    [MemberData(nameof(Lines))]
    public void PowerShell_completes(string line, string[] words) => InPowerShell(line).ShouldBe(words, ignoreOrder: true);

    [ShellTheory("pwsh")]
    [InlineData("undertone predict cli", "& './clip one.wav'")]
    public void PowerShell_is_left_to_files(string line, params string[] words) =>
        InPowerShell(line).Select(w => w.TrimStart('&', ' ')).ShouldBe(words.Select(w => w.TrimStart('&', ' ')));

    /// <summary>Bash hands over the words as its separators divide them; the test's lines have none but = and spaces.</summary>
    private string[] InBash(string line) => Ask("bash", "-c", """
        source "$1"
        complete -p undertone >/dev/null || exit 1
        COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
        COMP_WORDS=(undertone) COMP_CWORD=1
        compopt() { :; }
        _undertone
        printf '%s\n' "${COMPREPLY[@]}"
        """, "bash", Script("bash"), line);

    /// <summary>The builtins of zsh's completion work under its line editor only; these print what they are given.</summary>
    private string[] InZsh(string line) => Ask("zsh", "-f", "-c", """
        compdef() { :; }
        typeset -A compstate
        compstate[nmatches]=0
        compadd() {
            if [[ $1 == -S ]]; then print -l -- "$4"; compstate[nmatches]=1; else local last=${@[-1]}; print -l -- "${(@P)last}"; fi
        }
        _files() { print files; }
        source "$1"
        words=(${=2}) CURRENT=${#words}
        if [[ $2 == *' ' ]]; then words+=(''); CURRENT=${#words}; fi
        PREFIX=${words[CURRENT]}
        _undertone
        """, "zsh", Script("zsh"), line);

    private string[] InFish(string line) =>
        [.. Ask("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", Script("fish"), line).Select(l => l.Split('\t')[0])];

    private string[] InPowerShell(string line) => Ask(
        "pwsh", "-NoProfile", "-NonInteractive", "-Command",
        $". '{Script("pwsh")}'; [Management.Automation.CommandCompletion]::CompleteInput('{line}', {line.Length}, $null)"
        + ".CompletionMatches.CompletionText");

    private string Script(string shell)
    {
        var printed = Cli.Run("completion", shell);
        printed.Code.ShouldBe(0, printed.Error);
        var file = Path.Combine(_folder, shell == "pwsh" ? "script.ps1" : "script");
        File.WriteAllText(file, printed.Output);
        return file;
    }

    /// <summary>The lines that a shell prints, with the program on PATH, in a folder with one audio file.</summary>
    private string[] Ask(string shell, params string[] args)
    {
        var start = new ProcessStartInfo(shell, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["PATH"] = _folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error.Result.ShouldBe("");
        process.ExitCode.ShouldBe(0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
