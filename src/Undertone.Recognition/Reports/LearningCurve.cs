using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Reports;

/// <summary>How one training went, epoch by epoch.</summary>
/// <param name="Name">What was trained, such as <c>fold 2</c>.</param>
/// <param name="Epochs">The epochs in order.</param>
public sealed record LearningCurve(string Name, IReadOnlyList<EpochMetrics> Epochs)
{
    /// <summary>Reads a <c>metrics.jsonl</c>; of an epoch that stands there twice (training went on from a checkpoint) the last line counts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What was trained.</param>
    /// <exception cref="InvalidDataException">A line is not what a training run writes.</exception>
    public static LearningCurve Load(string path, string name)
    {
        var epochs = new SortedDictionary<int, EpochMetrics>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0) continue;
            try
            {
                var json = JsonNode.Parse(line)!.AsObject();
                var epoch = json["epoch"]!.GetValue<int>();
                epochs[epoch] = new EpochMetrics(epoch, Value(json, "trainLoss"), Value(json, "trainAccuracy"), Value(json, "validationLoss"), Value(json, "validationAccuracy"), Value(json, "validationUar"));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
            {
                throw new InvalidDataException($"{path}: line {number} is no line of a training run's metrics.", e);
            }
        }

        return new LearningCurve(name, [.. epochs.Values]);
    }

    private static double? Value(JsonObject json, string key) => json[key]?.GetValue<double>() is { } value && double.IsFinite(value) ? value : null;
}
