using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;

namespace Undertone.Interactive.Tests;

/// <summary>The walkthrough is one text in two forms, and does what its committed outputs show.</summary>
public sealed class WalkthroughTests : IDisposable
{
    private const string Kernel = """
        {
          "argv": [
            "dotnet-interactive", "jupyter", "--default-kernel", "csharp", "{connection_file}",
            "--http-port-range", "2048-3000", "--http-local-only"
          ],
          "display_name": ".NET (C#)",
          "language": "C#"
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-walkthrough-test-").FullName;

    private static bool Update => Environment.GetEnvironmentVariable("UNDERTONE_UPDATE_NOTEBOOK") == "1";

    [Fact]
    public void The_notebook_has_the_cells_of_the_program()
    {
        var (program, notebook) = (Walkthrough.FromProgram(), Walkthrough.CellsOf(Committed()));
        program.Count.ShouldBeGreaterThan(20);
        notebook.ShouldBe(
            program, "change notebooks/walkthrough.cs, and run the slow tests with UNDERTONE_UPDATE_NOTEBOOK=1 to make the notebook of it");
    }

    [Fact]
    public void The_committed_outputs_are_small_whole_and_name_no_machine()
    {
        var json = Committed();
        new FileInfo(Walkthrough.Notebook).Length.ShouldBeLessThan(1_500_000);
        Walkthrough.Outputs(json).ShouldNotBeEmpty();
        Walkthrough.Outputs(json).ShouldAllBe(o => !Walkthrough.IsError(o));
        foreach (var text in Walkthrough.OutputsOf(json))
        {
            foreach (var trace in new[] { "/tmp", "/home", "/root", "/work", "C:\\", "127.0.0.1" }) text.ShouldNotContain(trace);
        }
    }

    [NotebookFact]
    public async Task The_notebook_runs_as_it_stands_and_shows_what_is_committed()
    {
        var kernel = Directory.CreateDirectory(Path.Combine(_folder, "jupyter", "kernels", ".net-csharp")).FullName;
        File.WriteAllText(Path.Combine(kernel, "kernel.json"), Kernel);
        if (Update) File.WriteAllText(Walkthrough.Notebook, Walkthrough.Write(null));
        await Run(
            "jupyter-nbconvert", Repository.Root, "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=600",
            "--output-dir", _folder, "--output", "executed.ipynb", Walkthrough.Notebook);

        var executed = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "executed.ipynb")))!;
        if (Update) File.WriteAllText(Walkthrough.Notebook, Walkthrough.Write(executed));
        Walkthrough.Outputs(executed).ShouldAllBe(o => !Walkthrough.IsError(o));
        var (now, committed) = (Walkthrough.OutputsOf(executed), Walkthrough.OutputsOf(Committed()));
        now.Count.ShouldBe(committed.Count);
        if (Avx2.IsSupported) now.ShouldBe(committed);
    }

    [SlowFact]
    public async Task The_program_runs_and_shows_what_the_notebook_shows()
    {
        var page = Path.Combine(_folder, "page.html");
        var printed = await Run("dotnet", Repository.Root, "run", Walkthrough.Program, "--", page);
        var html = Walkthrough.WithoutBytes(File.ReadAllText(page));
        printed.ShouldContain($"{page} has the pictures, the players and the tables.");
        if (!Avx2.IsSupported) return;
        foreach (var output in Walkthrough.OutputsOf(Committed()))
        {
            var where = output.StartsWith("<div", StringComparison.Ordinal) ? html : printed;
            where.ShouldContain(output);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static JsonNode Committed() => JsonNode.Parse(File.ReadAllText(Walkthrough.Notebook))!;

    /// <summary>Runs a program to its good end.</summary>
    /// <returns>What it printed.</returns>
    private async Task<string> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("UNDERTONE_CORPUS");
        start.Environment["JUPYTER_PATH"] = Path.Combine(_folder, "jupyter");
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        // Trainings give the same bits on the same kind of vector unit: that of AVX2 is on nearly all machines.
        start.Environment["DOTNET_EnableAVX512"] = "0";
        start.Environment["DOTNET_EnableAVX512F"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{output}\n{await errors}");
        return output.ReplaceLineEndings("\n");
    }
}
