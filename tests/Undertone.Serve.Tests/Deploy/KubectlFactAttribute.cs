using System.Diagnostics;
using Undertone.Programs;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>A test that kubectl is needed for, without a cluster.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute()
    {
        if (ProgramPath.Find("kubectl") is null) Skip = "no kubectl on PATH";
    }

    /// <summary>What <c>kubectl kustomize</c> prints of a folder.</summary>
    public static async Task<string> Kustomize(string folder)
    {
        var start = new ProcessStartInfo(ProgramPath.Find("kubectl")!, ["kustomize", folder]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }
}
