using Undertone.Recognition.Training;

namespace Undertone.Recognition.Evaluation.Comparison;

/// <summary>Runs of a comparison lie at fixed places in its folder, so that one that was interrupted is found again.</summary>
internal static class ComparedRun
{
    /// <summary>Begins the run of a folder, or goes on with it.</summary>
    public static TrainingRun Open(TrainingRunOptions options, string path, FeatureCache cache) =>
        Directory.Exists(path) ? TrainingRun.Resume(path, options.Threads, cache) : TrainingRun.BeginAt(options, () => path, cache);
}
