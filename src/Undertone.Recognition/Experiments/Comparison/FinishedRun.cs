using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>A training run that came to its end, as its files tell of it; the data is not read.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Evaluation">Its scores; sex, intensity and language of the speakers are not known.</param>
/// <param name="Tests">In which fold each utterance was tested, as <see cref="SplitFile.Tests"/> tells.</param>
internal sealed record FinishedRun(RunFolder Folder, EvaluationResult Evaluation, IReadOnlyDictionary<string, string> Tests)
{
    /// <summary>What the run is called beside others: the name of its folder.</summary>
    public string Name => Path.GetFileName(Folder.FullPath);

    /// <summary>Reads a run.</summary>
    /// <exception cref="FileNotFoundException">The folder is none of a training run.</exception>
    /// <exception cref="InvalidDataException">The run is not finished, tested nothing, or its files are damaged.</exception>
    public static FinishedRun Read(string path)
    {
        var folder = RunFolder.At(path);
        if (RunSummary.KindOf(folder.FullPath) != RunKind.Train)
            throw new FileNotFoundException($"{path}: this is no folder of a training run (run.json is missing).", path);
        if (!File.Exists(folder.Evaluation))
        {
            throw new InvalidDataException(
                $"{path}: this run has no scores: it was interrupted (train --resume goes on with it) or tested nothing.");
        }

        try
        {
            var split = JsonFile.Read(folder.Split);
            var protocol = Protocol.FromJson(split.Object("protocol"));
            var scores = JsonFile.Read(folder.Evaluation);
            var labels = scores.Texts("labels") is { Count: > 0 } words ? new LabelSet(words) : LabelSet.None;
            var tested = PredictionsCsv.TryLoad(folder.Predictions, labels);
            if (tested is null or []) throw new DamagedJsonException("", "the answers cannot be read");
            var unmapped = scores.Objects("unmapped").ToDictionary(u => u.Text("label"), u => u.WholeNumber("count", 0));
            var evaluation = new EvaluationResult(protocol with { Normalization = NormalizationOf(scores) }, labels, tested, unmapped);
            return new FinishedRun(folder, evaluation, SplitFile.Tests(split));
        }
        catch (Exception e) when (e is DamagedJsonException or ArgumentException or FileNotFoundException)
        {
            throw new InvalidDataException(
                $"{path}: split.json, evaluation.json or predictions.csv of this run is missing or damaged; train it anew.", e);
        }
    }

    /// <summary>The run with the utterances of data that has been read, which it was checked against.</summary>
    public FinishedRun On(IReadOnlyList<Utterance> utterances)
    {
        var known = utterances.ToDictionary(KeyOf, StringComparer.Ordinal);
        TestedUtterance[] tested = [.. Evaluation.Tested.Select(t => t with { Utterance = known[KeyOf(t.Utterance)] })];
        return this with
        {
            Evaluation = new EvaluationResult(Evaluation.Protocol, Evaluation.Labels, tested, Evaluation.Unmapped),
        };

        static string KeyOf(Utterance utterance) => $"{utterance.Corpus}/{utterance.RelativePath} {utterance.Span}";
    }

    /// <summary>The run as a row of a comparison.</summary>
    /// <exception cref="InvalidDataException">The model of the first fold is gone.</exception>
    public ComparisonRow Row()
    {
        var model = Folder.Fold(1).Model;
        if (!File.Exists(model))
            throw new InvalidDataException($"{model}: this model of the run is missing, so its size is not known.");
        var cost = ModelCost.TryLoad(Folder.PathOf("cost.json")) ?? ModelCost.OfSize(model);
        return new ComparisonRow(Name, Evaluation, cost, Folder.FullPath);
    }

    /// <summary>Refuses a run that was tested on other utterances, in other folds or for other emotions than the first one.</summary>
    /// <param name="other">What it is to be compared with.</param>
    /// <param name="labels">The emotions of that.</param>
    /// <param name="tests">The tests of that.</param>
    /// <exception cref="InvalidDataException">It was; the message says what differs.</exception>
    public void Check(string other, LabelSet labels, IReadOnlyDictionary<string, string> tests)
    {
        var reason = !labels.SequenceEqual(Evaluation.Labels)
            ? $"it tells {Words(Evaluation.Labels)} apart, and the other {Words(labels)}"
            : Difference(tests);
        if (reason is null) return;
        throw new InvalidDataException(
            $"{Name} cannot be compared with {other}: {reason}. Scores are side by side only where the same utterances were tested in the "
            + $"same folds; this run's are: {Evaluation.Protocol.Describe()}. Train one of them anew with the data, --protocol, --folds "
            + "and --seed of the other.");

        static string Words(LabelSet emotions) => emotions.Count == 0 ? "no emotions" : string.Join(", ", emotions);
    }

    private string? Difference(IReadOnlyDictionary<string, string> tests)
    {
        var (missing, added) = (tests.Keys.Except(Tests.Keys).ToArray(), Tests.Keys.Except(tests.Keys).ToArray());
        if (missing.Length > 0)
            return FormattableString.Invariant($"{missing.Length} utterances are not in its data, such as {missing[0]}");
        if (added.Length > 0) return FormattableString.Invariant($"{added.Length} utterances are in its data alone, such as {added[0]}");
        var moved = tests.Where(t => Tests[t.Key] != t.Value).Select(t => t.Key).ToArray();
        return moved.Length == 0
            ? null
            : FormattableString.Invariant(
                $"{moved.Length} utterances are tested in another fold, or differ in emotion, speaker or audio, such as {moved[0]}");
    }

    private static Normalization NormalizationOf(SavedJson scores) =>
        Protocol.FromJson(scores.Object("protocol")).Normalization;
}
