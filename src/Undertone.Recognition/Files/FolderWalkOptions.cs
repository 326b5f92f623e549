namespace Undertone.Recognition.Files;

/// <summary>What a walk looks at.</summary>
internal sealed record FolderWalkOptions
{
    /// <summary>Whether a file is wanted, by its path below the root. The default wants audio.</summary>
    public Func<string, bool> Wanted { get; init; } = AudioEndings.IsAudio;

    /// <summary>Whether a file that is not wanted is counted as passed over. The default counts all.</summary>
    public Func<string, bool> Counted { get; init; } = _ => true;

    /// <summary>
    /// Whether a folder is looked into, by its path and its path below the root ("" for the root). The default looks into all.
    /// </summary>
    public Func<string, string, bool> Enter { get; init; } = (_, _) => true;
}
