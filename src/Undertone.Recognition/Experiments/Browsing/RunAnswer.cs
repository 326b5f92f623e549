using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Experiments.Browsing;

/// <summary>A tested utterance of a run and what the model said of it.</summary>
public sealed class RunAnswer
{
    private readonly LabelSet _labels;
    private readonly IReadOnlyList<string> _data;

    internal RunAnswer(int id, TestedUtterance tested, LabelSet labels, IReadOnlyList<string> data) =>
        (Id, Tested, _labels, _data) = (id, tested, labels, data);

    /// <summary>Its line in <c>predictions.csv</c>, from 1.</summary>
    public int Id { get; }

    /// <summary>The utterance, with corpus, speaker and place alone, and the answer.</summary>
    public TestedUtterance Tested { get; }

    /// <summary>The true emotion.</summary>
    public string Truth => _labels[Tested.Truth];

    /// <summary>The emotion that the model named.</summary>
    public string Answer => _labels[Tested.Predicted];

    /// <summary>What tells it apart from other utterances, in other runs of the same data too.</summary>
    internal string Key => $"{Tested.Utterance.Corpus}/{Tested.Utterance.RelativePath} {Tested.Utterance.Span}";

    /// <summary>
    /// The answer as JSON: <c>id</c>, <c>file</c> (its name without folders), <c>speaker</c>, <c>corpus</c>, <c>truth</c>, <c>answer</c>,
    /// <c>confidence</c>, <c>scores</c>.
    /// </summary>
    public JsonObject ToJson()
    {
        var utterance = Tested.Utterance;
        var scores = new JsonObject();
        for (var i = 0; i < _labels.Count; i++) scores[_labels[i]] = Tested.Probabilities[i];
        return new JsonObject
        {
            ["id"] = Id,
            ["file"] = utterance.RelativePath.Split('/', '\\')[^1],
            ["speaker"] = utterance.Speaker,
            ["corpus"] = utterance.Corpus,
            ["truth"] = Truth,
            ["answer"] = Answer,
            ["confidence"] = Tested.Confidence,
            ["scores"] = scores,
        };
    }

    /// <summary>The sound of the utterance at its file's own rate, its part where it is a part of a file.</summary>
    /// <returns>The clip; null where the file is not below the run's data any more, or below two of its folders.</returns>
    /// <exception cref="AudioFormatException">The file is damaged or no audio.</exception>
    /// <exception cref="CorpusException">The part holds no samples.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public AudioClip? Load()
    {
        string[] paths = [.. _data.Select(PathIn).OfType<string>().Distinct(StringComparer.Ordinal)];
        return paths.Length == 1 ? UtteranceAudio.Load(Tested.Utterance with { Path = paths[0] }) : null;
    }

    /// <summary>Where the file lies in a data folder or beside a manifest; null where its path leads out of there.</summary>
    private string? PathIn(string data)
    {
        var folder = Directory.Exists(data) ? data : Path.GetDirectoryName(data);
        if (string.IsNullOrEmpty(folder)) return null;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, Tested.Utterance.RelativePath));
        return path.StartsWith(root, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }
}
