using System.Diagnostics;

namespace Undertone.Samples.Tests;

/// <summary>A program of samples/ as a process in the root of the repository, ended with the test.</summary>
internal sealed class Sample : IDisposable
{
    private readonly Process _process;

    public Sample(string name, params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Repository.Of("artifacts", "bin", name, configuration, name + ".dll");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [program, .. arguments])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.Start();
    }

    /// <summary>The next line of its output; null at its end.</summary>
    public Task<string?> ReadLine() => _process.StandardOutput.ReadLineAsync();

    /// <summary>All that it prints until its end, which must be a good one.</summary>
    public async Task<string> Output()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        _process.ExitCode.ShouldBe(0, await errors);
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
