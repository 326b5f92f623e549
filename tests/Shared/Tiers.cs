namespace Undertone.Testing;

/// <summary>A test of the slow tier: kill tests, large fuzz runs, whole trainings.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowFactAttribute : FactAttribute
{
    public SlowFactAttribute()
    {
        if (!Tier.Slow) Skip = "slow tier: set UNDERTONE_SLOW=1";
    }
}

/// <summary>A theory of the slow tier.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowTheoryAttribute : TheoryAttribute
{
    public SlowTheoryAttribute()
    {
        if (!Tier.Slow) Skip = "slow tier: set UNDERTONE_SLOW=1";
    }
}

/// <summary>A test on real speech, which is not part of the repository: UNDERTONE_DATA names the folder that holds it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealSpeechFactAttribute : FactAttribute
{
    public RealSpeechFactAttribute()
    {
        if (!Directory.Exists(Tier.DataFolder)) Skip = "no real speech: set UNDERTONE_DATA to a folder with RAVDESS, TESS, EmoDB, EMOVO and nEMO";
    }
}

internal static class Tier
{
    public static bool Slow => Environment.GetEnvironmentVariable("UNDERTONE_SLOW") == "1";

    public static string DataFolder => Environment.GetEnvironmentVariable("UNDERTONE_DATA") ?? "";
}
