using System.Globalization;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Training;

/// <summary>The files of one training: a fold, a trial or the refit of a run.</summary>
internal sealed class TrainingFolder(string path)
{
    private static readonly string[] WholeFold = ["model.undertone", "predictions.csv", "fold.json"];

    /// <summary>The files of a fold, from 1, of the run whose refit this is.</summary>
    public TrainingFolder OfFold(int number) => new(Path.Combine(path, "folds", number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Files that a fold which is whole has, as paths with <c>/</c> below the run's folder.</summary>
    public static IReadOnlyList<string> OfWholeFold(int number) =>
        [.. WholeFold.Select(file => string.Create(CultureInfo.InvariantCulture, $"folds/{number}/{file}"))];

    /// <summary>The checkpoints of the second of two recipes that are fused.</summary>
    public TrainingFolder OfFusion => new(Path.Combine(path, "fusion"));

    /// <summary>The trained model.</summary>
    public string Model => Path.Combine(path, "model.undertone");

    /// <summary>The answers for the test part.</summary>
    public string Predictions => Path.Combine(path, "predictions.csv");

    /// <summary>The answers for the test part with so many clips of each speaker known; null for all others.</summary>
    public string VoicePredictions(int? clips) => Path.Combine(path, $"predictions-voices-{VoiceAnswers.Word(clips)}.csv");

    /// <summary>Written last of a fold: its best epoch.</summary>
    public string Fold => Path.Combine(path, "fold.json");

    /// <summary>One line an epoch.</summary>
    public string Metrics => Path.Combine(path, "metrics.jsonl");

    /// <summary>Where an interrupted training goes on.</summary>
    public string LastCheckpoint => Path.Combine(path, "checkpoints", "last");

    /// <summary>The weights of the best epoch.</summary>
    public string BestCheckpoint => Path.Combine(path, "checkpoints", "best");
}
