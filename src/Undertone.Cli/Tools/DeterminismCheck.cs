using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Files;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Tools;

/// <summary>Trains twice with different numbers of threads, features included, and compares every byte of the two run folders.</summary>
/// <param name="Threads">The larger number of threads; the other is one.</param>
/// <param name="Files">The files compared.</param>
/// <param name="Difference">The first file that differs and where, or null where all are equal.</param>
internal sealed record DeterminismCheck(int Threads, int Files, string? Difference)
{
    /// <summary>The most epochs trained: a difference shows in the first steps.</summary>
    public const int Epochs = 3;

    public static DeterminismCheck Run(TrainingRunOptions options, IExperimentObserver observer, CancellationToken cancellation)
    {
        var several = options.Threads is > 1 ? options.Threads.Value : Math.Max(2, Environment.ProcessorCount);
        if (options.Recipe.Training.Epochs > Epochs)
            options = options with { Recipe = options.Recipe.With("training.epochs", Epochs.ToString(CultureInfo.InvariantCulture)) };
        var temporary = Directory.CreateTempSubdirectory("undertone-verify-").FullName;
        try
        {
            var (one, other) = (Train(1), Train(several));
            return new DeterminismCheck(several, FolderDifference.FilesOf(one).Count, FolderDifference.First(one, other));
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }

        string Train(int threads)
        {
            var folder = Path.Combine(temporary, threads.ToString(CultureInfo.InvariantCulture));
            var workspace = new Workspace { Runs = Path.Combine(folder, "runs"), Cache = new FeatureCache(Path.Combine(folder, "cache")) };
            return new TrainingRun(
                options with { Threads = threads }, workspace).Execute(new ProgressOnly(observer), cancellation).Folder.FullPath;
        }
    }

    public JsonObject ToJson() =>
        new() { ["equal"] = Difference is null, ["files"] = Files, ["threads"] = new JsonArray(1, Threads), ["difference"] = Difference };

    public override string ToString() => FormattableString.Invariant(Difference is null
        ? $"equal: {Files} files are the same to the byte with 1 and with {Threads} threads"
        : (FormattableString)$"different with 1 and with {Threads} threads: {Difference}");

    /// <summary>The two runs are nobody's to go on with.</summary>
    private sealed class ProgressOnly(IExperimentObserver observer) : IExperimentObserver
    {
        public void Report(TrainingProgress value) => observer.Report(value);
    }
}
