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
        if (!Directory.Exists(Tier.DataFolder))
        {
            Skip = "no real speech: set UNDERTONE_DATA to a folder with RAVDESS, TESS, EmoDB, EMOVO and nEMO";
        }
    }
}

/// <summary>A test of the slow tier that starts Slurm's own programs, as root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute()
    {
        string[] programs = ["munged", "slurmctld", "slurmd", "sbatch"];
        if (!Tier.Slow) Skip = "slow tier: set UNDERTONE_SLOW=1";
        else if (Array.Find(programs, p => !Tier.HasCommand(p)) is { } missing) Skip = $"{missing} of Slurm is not on PATH";
        else if (!Environment.IsPrivilegedProcess) Skip = "Slurm's programs are started as root";
    }
}

internal static class Tier
{
    public static bool Slow => Environment.GetEnvironmentVariable("UNDERTONE_SLOW") == "1";

    public static string DataFolder => Environment.GetEnvironmentVariable("UNDERTONE_DATA") ?? "";

    public static string OriginalsFolder => Environment.GetEnvironmentVariable("UNDERTONE_ORIGINALS") ?? "";

    public static bool HasCommand(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));
}

/// <summary>
/// A test on files as their publishers released them, not part of the repository: UNDERTONE_ORIGINALS names the folder that holds them.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealOriginalsFactAttribute : FactAttribute
{
    public RealOriginalsFactAttribute()
    {
        if (!Directory.Exists(Tier.OriginalsFolder))
        {
            Skip = "no originals: set UNDERTONE_ORIGINALS to a folder with ravdess, tess, emodb, emovo and nemo as published";
        }
    }
}

/// <summary>A test that needs the ffmpeg command.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FfmpegFactAttribute : FactAttribute
{
    public FfmpegFactAttribute()
    {
        if (!Tier.HasCommand("ffmpeg")) Skip = "ffmpeg is not on PATH";
    }
}

/// <summary>A theory that needs the ffmpeg command.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FfmpegTheoryAttribute : TheoryAttribute
{
    public FfmpegTheoryAttribute()
    {
        if (!Tier.HasCommand("ffmpeg")) Skip = "ffmpeg is not on PATH";
    }
}
