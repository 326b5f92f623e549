namespace Undertone.Interactive.Tests;

/// <summary>A test of the slow tier that executes the notebook: it needs Jupyter's nbconvert and the kernel of .NET Interactive.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotebookFactAttribute : FactAttribute
{
    public NotebookFactAttribute()
    {
        if (!Tier.Slow) Skip = "slow tier: set UNDERTONE_SLOW=1";
        else if (!Tier.HasCommand("jupyter-nbconvert")) Skip = "Jupyter's nbconvert is not on PATH";
        else if (!Tier.HasCommand("dotnet-interactive"))
            Skip = "dotnet-interactive is not on PATH: dotnet tool install -g Microsoft.dotnet-interactive";
        else if (!File.Exists(Repository.Of("artifacts", "bin", "Undertone.Interactive", "debug", "Undertone.Interactive.dll")))
            Skip = "the notebook refers to the debug build, which is not there: dotnet build src/Undertone.Interactive";
    }
}
