namespace Undertone.Recognition.Experiments.Browsing;

/// <summary>
/// The runs of a folder as they lie there, to be looked at while they are written. Everything is read anew whenever it is asked for, and
/// nothing is written.
/// </summary>
/// <param name="runs">The folder of run folders; no runs are found where there is none.</param>
/// <param name="time">The clock that tells how long nothing was written in a run; null for the system's.</param>
public sealed class RunBrowser(string runs, TimeProvider? time = null)
{
    private readonly string _runs = Path.GetFullPath(runs);

    /// <summary>All runs, newest first by the time in their names, then by name.</summary>
    public IReadOnlyList<BrowsedRun> All() => [.. RunSummary.All(_runs).Reverse().Select(Browsed)];

    /// <summary>A run by the name of its folder.</summary>
    /// <param name="name">A name; what leads elsewhere names no run.</param>
    /// <returns>The run; null where there is none.</returns>
    public BrowsedRun? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Only what the folder itself lists, so that no name leads out of it.
        if (!Directory.Exists(_runs)) return null;
        var folder = Directory.EnumerateDirectories(_runs).FirstOrDefault(f => Path.GetFileName(f) == name);
        return folder is null || folder.EndsWith(".tmp", StringComparison.Ordinal) || RunSummary.TryRead(folder) is not { } run
            ? null
            : Browsed(run);
    }

    private BrowsedRun Browsed(RunSummary run) => new(run, (time ?? TimeProvider.System).GetUtcNow());
}
