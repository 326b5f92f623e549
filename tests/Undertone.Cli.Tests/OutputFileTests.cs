namespace Undertone.Cli.Tests;

/// <summary>Files that commands write appear whole or not at all, and what keeps them from it is told.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-output-").FullName;
    private readonly string _sample = Repository.Of("samples", "audio", "angry-synthetic.wav");

    /// <summary>Command lines that write one file, without its name at the end.</summary>
    public static TheoryData<string> Writers() =>
    [
        "features {sample} --feature rms --output", "plot {sample} --feature mfcc --output", "predict {sample} --plot",
        "speech {sample} --output",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_folder_as_the_output_is_a_usage_error(string line)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, "folder")).FullName;
        var outcome = Run(line, target);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain($"{target}: this is a folder");
        Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories).ShouldBe([target]);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_file_where_the_output_needs_a_folder_is_told_and_stays(string line)
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "old");
        var target = Path.Combine(file, "inner", "out");
        var outcome = Run(line, target);
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain($"{target}: this cannot be written (");
        outcome.Error.ShouldNotContain("Could not");
        File.ReadAllText(file).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder).ShouldBe([file]);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_name_that_is_too_long_is_told(string line)
    {
        var outcome = Run(line, Path.Combine(_folder, new string('n', 300)));
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("this cannot be written (");
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_missing_folder_is_made_and_an_older_file_is_replaced_without_a_trace(string line)
    {
        var target = Path.Combine(_folder, "new", "out");
        Run(line, target).Code.ShouldBe(0);
        var first = File.ReadAllBytes(target);
        File.WriteAllText(target, "old");
        Run(line, target).Code.ShouldBe(0);
        File.ReadAllBytes(target).ShouldBe(first);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(target)!).ShouldBe([target]);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_link_stays_and_its_target_is_written(string line)
    {
        if (OperatingSystem.IsWindows()) return;
        var (link, target) = (Path.Combine(_folder, "link"), Path.Combine(_folder, "elsewhere", "out"));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.CreateSymbolicLink(link, target);
        Run(line, link).Code.ShouldBe(0);
        new FileInfo(link).LinkTarget.ShouldBe(target);
        File.ReadAllBytes(target).Length.ShouldBeGreaterThan(100);
    }

    private Cli.Outcome Run(string line, string target) =>
        Cli.Run([.. line.Split(' ').Select(w => w.Replace("{sample}", _sample, StringComparison.Ordinal)), target]);
}
