using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Tuning;

namespace Undertone.Cli.Texts;

/// <summary>A tuning run as text: what it gained, what each fold chose, and all trials.</summary>
internal static class TuningText
{
    public static void Write(TextWriter output, TuningResult result)
    {
        var keys = result.Chosen.Settings.Keys.ToArray();
        output.WriteLine($"protocol: {result.Evaluation.Protocol.Describe()}");
        if (result.Evaluation.Protocol.Warning is { } warning) output.WriteLine("WARNING:  " + warning);
        output.WriteLine(
            $"tested:   {result.Evaluation.Tested.Count} utterances of {result.Evaluation.PerSpeaker.Count} speakers, " +
            $"{result.Evaluation.Labels.Count} emotions");
        output.WriteLine();
        output.WriteLine($"tuned     {Score(result.Evaluation)}");
        output.WriteLine($"defaults  {Score(result.Defaults)}");
        output.WriteLine(FormattableString.Invariant(
            $"gained    UAR {result.Gain.Uar:+0.000;-0.000}  ({Interval(result.Gain)}McNemar's exact p {result.Gain.Test.ExactP:0.000})"));
        output.WriteLine();
        output.WriteLine("choices (inner UAR: mean over folds of the training speakers; fold 'all': the choice of the final model)");
        TextTable.Write(
            output, [["fold", .. keys, "inner UAR", "test UAR", "defaults"], .. result.Searches.Select(s => Choice(result, s, keys))]);
        output.WriteLine();
        var stopped = result.Searches.Any(s => s.StopsEarly);
        if (stopped || !result.Searches.All(Halves)) WriteLearnt(output, result, keys, stopped);
        else WriteShared(output, result, keys);
        var failed = result.Searches.SelectMany(s => s.Rounds).SelectMany(r => r.Trials).Where(t => t.Error is not null);
        foreach (var trial in failed.DistinctBy(t => string.Join('\n', t.Settings.Values)))
            output.WriteLine($"trial {trial.Number} failed: {trial.Error}");
        output.WriteLine();
        output.WriteLine($"model:  {result.Folder.Model}");
        output.WriteLine($"report: {result.Folder.Report}");
    }

    /// <summary>Trials that all searches have: a row each.</summary>
    private static void WriteShared(TextWriter output, TuningResult result, string[] keys)
    {
        var halved = result.Searches[0].Rounds.Count > 1;
        output.WriteLine("trials (inner UAR in each search; * chosen" + (halved ? "; /n: dropped after round n)" : ")"));
        var all = result.Searches[0].Rounds[0].Trials;
        TextTable.Write(output, [["trial", .. keys, .. result.Searches.Select(Name)], .. all.Select(t => Row(result, t, keys))]);
    }

    /// <summary>Trials of searches that learn, each its own.</summary>
    private static void WriteLearnt(TextWriter output, TuningResult result, string[] keys, bool stopped)
    {
        output.WriteLine("trials (each search suggests its own; * chosen" + (stopped ? "; /n: stopped after n inner folds)" : ")"));
        var rows = from search in result.Searches
                   from trial in search.Rounds.SelectMany(r => r.Trials)
                   select (string[])[Name(search), Whole(trial.Number), .. keys.Select(k => trial.Settings[k]), Cell(search, trial.Number)];
        TextTable.Write(output, [["fold", "trial", .. keys, "inner UAR"], .. rows]);
    }

    private static string[] Row(TuningResult result, Trial trial, string[] keys) =>
        [Whole(trial.Number), .. keys.Select(k => trial.Settings[k]), .. result.Searches.Select(s => Cell(s, trial.Number))];

    private static string Score(EvaluationResult e) => string.Create(
        CultureInfo.InvariantCulture,
        $"UAR {e.Report.UnweightedAverageRecall:0.000}  ({EvaluationText.Interval(e.UarInterval, ", bootstrap over speakers")})   "
        + $"accuracy {e.Report.Accuracy:0.000}   macro F1 {e.Report.MacroF1:0.000}");

    private static string Interval(TuningGain gain) => gain.Interval is { } i
        ? string.Create(CultureInfo.InvariantCulture, $"95 % {i.Low:+0.000;-0.000} to {i.High:+0.000;-0.000}, paired over speakers; ")
        : "";

    private static string[] Choice(TuningResult result, SearchResult search, string[] keys)
    {
        var (tuned, defaults) = search.Fold == 0
            ? ("-", "-")
            : (Three(result.TestUar(search.Fold).Tuned), Three(result.TestUar(search.Fold).Defaults));
        return [Name(search), .. keys.Select(k => search.Chosen.Settings[k]), Three(search.Chosen.MeanUar), tuned, defaults];
    }

    private static string Cell(SearchResult search, int trial)
    {
        var last = search.Last(trial);
        var rounds = search.Rounds.Count(r => r.Trials.Any(t => t.Number == trial));
        return (last.Error is null ? Three(last.MeanUar) : "failed") + (
            search.Chosen.Number == trial ? "*"
            : last.StoppedEarly ? "/" + Whole(last.InnerUars.Count)
            : rounds < search.Rounds.Count && Halves(search) ? "/" + Whole(rounds) : "");
    }

    private static bool Halves(SearchResult search) => search.Rounds[^1].Trials[0].Number <= search.Rounds[0].Trials.Count;

    private static string Name(SearchResult search) => search.Fold == 0 ? "all" : Whole(search.Fold);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
