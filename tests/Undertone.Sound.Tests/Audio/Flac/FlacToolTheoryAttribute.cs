namespace Undertone.Sound.Tests.Audio.Flac;

/// <summary>A theory that needs the flac command.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FlacToolTheoryAttribute : TheoryAttribute
{
    public FlacToolTheoryAttribute()
    {
        if (!Tier.HasCommand("flac")) Skip = "flac is not on PATH";
    }
}
