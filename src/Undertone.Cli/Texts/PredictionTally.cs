using System.Globalization;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Texts;

/// <summary>Counts the answers of a batch for the line that ends it.</summary>
internal sealed class PredictionTally
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _emotions = new(StringComparer.Ordinal);
    private int _uncertain;
    private int _silent;
    private int _failed;

    /// <summary>Counts one answer, or a file that has none.</summary>
    public void Add(FilePrediction result)
    {
        _files.Add(result.File);
        if (result.Prediction is not { } prediction) _failed++;
        else if (prediction.Emotion is not { } emotion) _silent++;
        else
        {
            _emotions[emotion] = _emotions.GetValueOrDefault(emotion) + 1;
            if (prediction.Uncertain) _uncertain++;
        }
    }

    /// <summary>How many files, how many of each emotion, the most frequent first, and what is not one.</summary>
    public override string ToString()
    {
        IEnumerable<(string Name, int Count)> emotions = _emotions.Select(e => (e.Key, e.Value))
            .OrderByDescending(e => e.Value).ThenBy(e => e.Key, StringComparer.Ordinal);
        var others = new[] { ("uncertain", _uncertain), ("no speech", _silent), ("failed", _failed) }.Where(o => o.Item2 > 0);
        return string.Join("; ", new[] { $"{Number(_files.Count)} files", Listed(emotions), Listed(others) }.Where(t => t.Length > 0));
    }

    private static string Listed(IEnumerable<(string Name, int Count)> counts) =>
        string.Join(", ", counts.Select(c => $"{c.Name} {Number(c.Count)}"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
