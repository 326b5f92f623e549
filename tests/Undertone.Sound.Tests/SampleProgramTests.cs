using System.Diagnostics;

namespace Undertone.Sound.Tests;

/// <summary>The programs of samples/ run and say what they are there to say.</summary>
public sealed class SampleProgramTests
{
    [Theory]
    [InlineData("MelAndCepstrum", "128 mel bands, from -80 to 0 dB")]
    [InlineData("Tonality", "6 coordinates")]
    [InlineData("SpectralShape", "zero_crossing_rate: ")]
    [InlineData("Pitch", "pitch: median ")]
    [InlineData("Streaming", "frames while the clip ran")]
    [InlineData("SoundEffects", "two semitones up: ")]
    public async Task A_sample_program_runs(string name, string says)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Repository.Of("artifacts", "bin", name, configuration, name + ".dll");
        using var run = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [program])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        run.Start();
        var errors = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        run.ExitCode.ShouldBe(0, await errors);
        output.ShouldContain(says);
    }
}
