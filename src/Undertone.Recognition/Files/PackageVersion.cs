using System.Reflection;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Files;

/// <summary>What this program is, for files that outlive it.</summary>
public static class PackageVersion
{
    /// <summary>The version of Undertone, such as <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(PackageVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>
    /// The version and the build of the code that computes features; builds are deterministic, so equal code gives an equal text.
    /// </summary>
    internal static string OfFeatures { get; } =
        $"{Text} {typeof(AudioClip).Module.ModuleVersionId} {typeof(PackageVersion).Module.ModuleVersionId}";
}
