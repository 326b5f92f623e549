namespace Undertone.Cli.Tests.Listening;

/// <summary>A test of the slow tier with recording programs of Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MicrophoneFactAttribute : FactAttribute
{
    public MicrophoneFactAttribute(params string[] programs) => Skip = Missing.Reason(programs);
}

/// <summary>A theory of the slow tier with recording programs of Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MicrophoneTheoryAttribute : TheoryAttribute
{
    public MicrophoneTheoryAttribute(params string[] programs) => Skip = Missing.Reason(programs);
}

file static class Missing
{
    public static string? Reason(string[] programs)
    {
        if (!Tier.Slow) return "slow tier: set UNDERTONE_SLOW=1";
        if (!OperatingSystem.IsLinux()) return "a fake microphone is made with programs of Linux";
        var missing = programs.Where(p => !Tier.HasCommand(p)).ToArray();
        return missing.Length > 0 ? $"not on PATH: {string.Join(", ", missing)}" : null;
    }
}
