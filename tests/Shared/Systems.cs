namespace Undertone.Testing;

/// <summary>A test of what only Unix has: links without rights, named pipes, sockets in folders.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no named pipes in folders, and links need rights";
    }
}

/// <summary>A test of files that may not be read, which the administrator always may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotRootFactAttribute : FactAttribute
{
    public NotRootFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) Skip = "the administrator may read everything";
    }
}

/// <summary>A theory of what only Unix has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no shell scripts";
    }
}

/// <summary>A theory of the slow tier that needs a shell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowUnixTheoryAttribute : TheoryAttribute
{
    public SlowUnixTheoryAttribute()
    {
        if (!Tier.Slow) Skip = "slow tier: set UNDERTONE_SLOW=1";
        else if (OperatingSystem.IsWindows()) Skip = "Windows has no bash";
    }
}
