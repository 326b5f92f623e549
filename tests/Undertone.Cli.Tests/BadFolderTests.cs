using System.Diagnostics;

namespace Undertone.Cli.Tests;

/// <summary>Folders as they lie about: links in circles, pipes, folders that may not be read, files that are no audio.</summary>
public sealed class BadFolderTests : IDisposable
{
    private static readonly string Sample = Repository.Of("samples", "audio", "angry-synthetic.wav");
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-cli-folders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string path)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    private static string[] Files(Cli.Outcome outcome) => [.. outcome.Json["results"]!.AsArray().Select(r => (string)r!["file"]!)];

    [UnixFact]
    public void Predict_answers_once_for_each_file_and_names_what_it_passed_over()
    {
        File.Copy(Sample, At("a/one.wav"));
        File.Copy(Sample, At("b/two.wav"));
        File.WriteAllText(At("b/notes.txt"), "");
        File.CreateSymbolicLink(At("a/up"), "..");
        File.CreateSymbolicLink(At("b/x"), "../a");
        File.CreateSymbolicLink(At("b/gone.wav"), "nowhere");
        using (var make = Process.Start("mkfifo", [At("b/pipe.wav")])) make.WaitForExit();
        var outcome = Cli.Run("predict", _folder, "--recursive", "--json");
        outcome.Code.ShouldBe(3);
        Files(outcome).ShouldBe([At("a/one.wav"), At("b/two.wav"), At("b/gone.wav"), At("b/pipe.wav")]);
        outcome.Error.ShouldContain("pipe.wav: this is a named pipe");
        outcome.Error.ShouldContain("gone.wav: the link leads nowhere (to nowhere)");
        outcome.Error.ShouldContain($"{_folder}: 1 file passed over: .txt 1");
    }

    [Fact]
    public void Patterns_reach_through_folders_and_a_name_with_brackets_is_itself()
    {
        File.Copy(Sample, At("s1/take1.wav"));
        File.Copy(Sample, At("s2/take2.wav"));
        File.Copy(Sample, At("s2/take [1].wav"));
        Files(Cli.Run("predict", Path.Combine(_folder, "s*", "take[12].wav"), "--json")).ShouldBe([At("s1/take1.wav"), At("s2/take2.wav")]);
        Files(Cli.Run("predict", Path.Combine(_folder, "**", "take*.wav"), "--json")).Length.ShouldBe(3);
        Files(Cli.Run("predict", Path.Combine(_folder, "s2", "take [1].wav"), "--json")).ShouldBe([At("s2/take [1].wav")]);
        var none = Cli.Run("predict", Path.Combine(_folder, "s*", "*.flac"));
        none.Code.ShouldBe(3);
        none.Error.ShouldContain("no audio file matches");
    }

    [AsNobodyFact]
    public void A_folder_that_may_not_be_read_is_named_and_the_others_are_answered()
    {
        if (OperatingSystem.IsWindows()) return;
        File.Copy(Sample, At("good.wav"));
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(At("good.wav"), (UnixFileMode)0b110_100_100);
        Directory.CreateDirectory(At("lost+found"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var predicted = AsNobody("predict", _folder, "--recursive", "--csv");
        predicted.Code.ShouldBe(3);
        predicted.Output.Split('\n')[1].ShouldStartWith(At("good.wav"));
        predicted.Error.ShouldContain(
            $"{At("lost+found")}: the folder cannot be opened and was passed over: you have no permission to read it.");
        var checkedOver = AsNobody("corpus", "check", _folder, "--json");
        checkedOver.Code.ShouldBe(0, checkedOver.Error);
        checkedOver.Json["problems"]!.AsArray().Select(p => ((string)p!["file"]!, (string)p["reason"]!)).ShouldBe([
            (At("good.wav"), "unparsable"), (At("lost+found"), "unreadable")]);
    }

    private static Cli.Outcome AsNobody(params string[] args)
    {
        var start =
            new ProcessStartInfo("setpriv",
            ["--reuid", "65534", "--regid", "65534", "--clear-groups", Environment.ProcessPath!, typeof(CommandLine).Assembly.Location,
            .. args])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            };
        start.Environment["HOME"] = "/nonexistent";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Cli.Outcome(process.ExitCode, output, error.Result);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class AsNobodyFactAttribute : FactAttribute
    {
        public AsNobodyFactAttribute()
        {
            if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess || !Tier.HasCommand("setpriv"))
                Skip = "only the administrator can act as somebody with fewer rights (setpriv)";
            else if (!Readable(typeof(CommandLine).Assembly.Location) || !Readable(Environment.ProcessPath!))
                Skip = "the command lies where others may not read";
        }

        private static bool Readable(string path)
        {
            for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(folder) & UnixFileMode.OtherExecute) == 0) return false;
            }

            return true;
        }
    }
}
