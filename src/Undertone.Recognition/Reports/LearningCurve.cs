using System.Text;
using Undertone.Recognition.Files;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Reports;

/// <summary>How one training went, epoch by epoch.</summary>
/// <param name="Name">What was trained, such as <c>fold 2</c>.</param>
/// <param name="Epochs">The epochs in order.</param>
public sealed record LearningCurve(string Name, IReadOnlyList<EpochMetrics> Epochs)
{
    /// <summary>
    /// Whether the validation figures were only watched: they are of tested speakers, and nothing was chosen by them. Default false.
    /// </summary>
    public bool WatchedOnly { get; init; }

    /// <summary>
    /// Reads a <c>metrics.jsonl</c>; of an epoch that stands there twice (training went on from a checkpoint) the last line counts.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What was trained.</param>
    /// <exception cref="InvalidDataException">A line is not what a training run writes.</exception>
    public static LearningCurve Load(string path, string name)
    {
        var epochs = new SortedDictionary<int, EpochMetrics>();
        var watchedOnly = false;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0) continue;
            try
            {
                var json = SavedJson.Parse(Encoding.UTF8.GetBytes(line));
                var epoch = json.WholeNumber("epoch", 0);
                watchedOnly |= json.FlagOrNone(EpochLine.WatchedOnly) ?? false;
                epochs[epoch] = new EpochMetrics(
                    epoch,
                    json.NumberOrNone("trainLoss"),
                    json.NumberOrNone("trainAccuracy"),
                    json.NumberOrNone("validationLoss"),
                    json.NumberOrNone("validationAccuracy"),
                    json.NumberOrNone("validationUar"));
            }
            catch (DamagedJsonException e)
            {
                throw new InvalidDataException($"{path}: line {number} is no line of a training run's metrics.", e);
            }
        }

        return new LearningCurve(name, [.. epochs.Values]) { WatchedOnly = watchedOnly };
    }
}
