namespace Undertone.Cli.Tests.Completion;

/// <summary>A theory that needs a shell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell)
    {
        if (OperatingSystem.IsWindows()) Skip = "the program is wrapped in a shell script";
        else if (!Tier.HasCommand(shell)) Skip = $"{shell} is not on PATH";
    }
}
