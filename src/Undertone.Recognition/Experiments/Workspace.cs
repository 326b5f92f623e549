using Undertone.Recognition.Files;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>Where experiments leave their files and keep features between them. It changes no result.</summary>
public sealed record Workspace
{
    /// <summary>The folder in which each run gets a folder of its own. Default <c>runs</c>.</summary>
    public string Runs { get; init; } = "runs";

    /// <summary>Where features are kept. Default the user's cache folder.</summary>
    public FeatureCache Cache { get; init; } = new(CacheFolder.Default());

    /// <summary>The clock that names run folders and measures what a comparison tells of times. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Folders of units of work (<see cref="Units.PlanFolder.Parts"/>), whose files a new run begins with: what they hold is not done
    /// again. Default none.
    /// </summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>What keeps the bytes of audio files while an experiment works; each has its own.</summary>
    internal Func<AudioBytes> OpenAudio { get; init; } = () => new AudioBytes();
}
