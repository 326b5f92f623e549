using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Diagnosis;

/// <summary>The folders that the program writes into.</summary>
internal static class FolderChecks
{
    private const string Group = "folders";

    public static IEnumerable<Finding> Findings(DoctorSettings settings)
    {
        yield return Cache(settings.Cache);
        yield return Runs(settings.Runs);
    }

    private static Finding Cache(string folder)
    {
        const string Purpose = "keeps features; 'undertone cache clear' empties it";
        if (Fault(folder) is { } fault)
        {
            return new Finding(
                Group, "feature cache", FindingState.Broken, $"{Short(folder)}: {fault}", Purpose,
                "Training fails here. Make this a folder that you may write into, or name another one with --cache DIR.");
        }

        if (!Directory.Exists(folder))
            return new Finding(Group, "feature cache", FindingState.Ok, $"{Short(folder)}: made when needed", Purpose);
        var (files, bytes) = new FeatureCache(folder).Size();
        return new Finding(
            Group, "feature cache", FindingState.Ok,
            FormattableString.Invariant($"{Short(folder)}: {files} files, {bytes / 1e6:0.0} MB"), Purpose);
    }

    private static Finding Runs(string folder)
    {
        const string Purpose = "keeps what train, tune and compare make";
        if (Fault(folder) is { } fault)
        {
            return new Finding(
                Group, "runs", FindingState.Warning, $"{Short(folder)}: {fault}", Purpose,
                "Go to a folder that you may write into before you train, or name another one with --runs DIR.");
        }

        return new Finding(
            Group, "runs", FindingState.Ok,
            Directory.Exists(folder)
                ? FormattableString.Invariant($"{Short(folder)}: {RunSummary.All(folder).Count} runs")
                : $"{Short(folder)}: made when needed",
            Purpose);
    }

    /// <summary>Why nothing can be written into a folder, or into the one that it would be made in; null where it can.</summary>
    private static string? Fault(string folder)
    {
        var place = Path.GetFullPath(folder);
        while (!Path.Exists(place) && Path.GetDirectoryName(place) is { } above) place = above;
        if (File.Exists(place)) return place == Path.GetFullPath(folder) ? "is a file" : $"{Short(place)} is a file";
        try
        {
            // Only writing tells: rights are not all that can be in the way.
            var trial = Path.Combine(place, $".undertone-doctor.{Environment.ProcessId}.tmp");
            using (new FileStream(trial, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"nothing can be written there ({SystemReason.Of(e)})";
        }
    }

    /// <summary>A path with ~ for the user's home, so that what is passed on does not name the user.</summary>
    private static string Short(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var inside = home.Length > 1 && path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return inside ? "~" + path[home.Length..] : path;
    }
}
