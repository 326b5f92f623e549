using Undertone.Cli.Terminals;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Options;

/// <summary>
/// What is to be answered for, in the order of the command line: files, and words that give none with what is wrong with them.
/// </summary>
internal sealed class PredictInputs
{
    private readonly List<FilePrediction> _inputs = [];
    private readonly List<string> _passedOver = [];

    private PredictInputs()
    {
    }

    /// <summary>The files, and the words without any with their errors.</summary>
    public IReadOnlyList<FilePrediction> Items => _inputs;

    /// <summary>How many results there will be.</summary>
    public int Count => _inputs.Count;

    /// <summary>What was passed over in folders because it is no audio by its name.</summary>
    public IReadOnlyList<string> PassedOver => _passedOver;

    /// <summary>The length of the longest name of a file that is there.</summary>
    public int Width => _inputs.Where(i => i.Error is null && IsThere(i.File)).Select(i => i.File.Length).DefaultIfEmpty(0).Max();

    /// <exception cref="UsageException">A model stands among the inputs, or standard input is named twice.</exception>
    public static PredictInputs Of(string[] words, bool recursive, bool modelIsNamed)
    {
        if (words.FirstOrDefault(RunFolders.IsModel) is { } model)
        {
            throw modelIsNamed
                ? NamedModels.OneTooMany(model)
                : new UsageException($"{model}: this is a model and no audio. Name it with --model.");
        }

        if (words.Count(w => w == AudioInput.StandardInput) > 1) throw new UsageException("Standard input (-) can be read only once.");
        var inputs = new PredictInputs();
        foreach (var word in words) inputs.Add(word, recursive);
        return inputs;
    }

    /// <summary>Files that are known.</summary>
    public static PredictInputs Of(IEnumerable<string> files)
    {
        var inputs = new PredictInputs();
        inputs._inputs.AddRange(files.Select(f => new FilePrediction(f, null, null)));
        return inputs;
    }

    /// <summary>Names each file once.</summary>
    public void RemoveRepeats()
    {
        var once = _inputs.DistinctBy(i => i.File).ToArray();
        _inputs.Clear();
        _inputs.AddRange(once);
    }

    /// <summary>The results in order, each as soon as it is there; none for files that are answered.</summary>
    public IEnumerable<FilePrediction> Answer(EmotionRecognizer recognizer, BatchOptions options, CancellationToken cancellation)
    {
        var files = _inputs.Where(i => i.Error is null).Select(i => i.File);
        using var answers = recognizer.PredictFiles(files, options, cancellation).GetEnumerator();
        foreach (var input in _inputs.Where(i => !options.Answered.Contains(i.File)))
        {
            if (input.Error is not null) yield return input;
            else if (answers.MoveNext()) yield return answers.Current;
        }

        // An interrupted batch hands out what it has and then ends with the exception.
        while (answers.MoveNext()) yield return answers.Current;
    }

    private static bool IsThere(string file) => file == AudioInput.StandardInput || File.Exists(file);

    private void Add(string word, bool recursive)
    {
        var found = AudioInputs.Expand(word, recursive);
        _inputs.AddRange(found.Files.Select(f => new FilePrediction(f, null, null)));
        _inputs.AddRange(found.Problems.Select(p => new FilePrediction(p.Path, null, new PredictionError(p.Code, $"{p.Path}: {p.Fault}"))));
        if (found.PassedOver is { } passedOver) _passedOver.Add($"{word}: {passedOver}");
    }
}
