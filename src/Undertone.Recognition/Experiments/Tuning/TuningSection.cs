using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>What tuning gained, what each fold's training speakers chose, and all trials.</summary>
internal static class TuningSection
{
    public static ReportSection Of(TuningResult tuning) => new(
        "tuning",
        "What tuning gained",
        "Settings were chosen by folds over the training speakers of each fold; the tested speakers had no part in it. "
            + "The last row is the search over all speakers, whose choice the model has.",
        page => Write(page, tuning));

    private static void Write(MarkupWriter page, TuningResult tuning)
    {
        var gain = tuning.Gain;
        page.Element("p", string.Create(
            CultureInfo.InvariantCulture,
            $"UAR {Score(tuning.Evaluation, "tuned")} against {Score(tuning.Defaults, "as the recipe stands")}: "
            + $"{gain.Uar:+0.000;-0.000} ({Interval(gain)}McNemar's exact p {ScoreText.Of(gain.Test.ExactP)})."));
        var keys = tuning.Chosen.Settings.Keys.ToArray();
        Choices(page, tuning, keys);
        page.Open("details").Element("summary", "All trials: mean UAR of the inner folds");
        if (tuning.Searches.Any(s => s.Learns || s.StopsEarly)) LearntTrials(page, tuning, keys);
        else Trials(page, tuning, keys);
        page.Close();
    }

    private static string Score(EvaluationResult e, string which) =>
        $"{ScoreText.Of(e.Report.UnweightedAverageRecall)} {which} ({ScoreText.Range(e.UarInterval)})";

    private static string Interval(TuningGain gain) =>
        gain.Interval is { } i ? FormattableString.Invariant($"95 % {i.Low:+0.000;-0.000} to {i.High:+0.000;-0.000}, ") : "";

    private static void Choices(MarkupWriter page, TuningResult tuning, string[] keys)
    {
        Head(page, "Choices", ["Fold", .. keys, "Inner UAR", "Test UAR", "Test UAR as it stands"]);
        foreach (var search in tuning.Searches)
        {
            page.Open("tr").Element("th", Name(search), ("scope", "row"));
            foreach (var key in keys) page.Element("td", search.Chosen.Settings[key]);
            var (tuned, defaults) = search.Fold == 0 ? (double.NaN, double.NaN) : tuning.TestUar(search.Fold);
            page.Element("td", ScoreText.Of(search.Chosen.MeanUar)).Element("td", ScoreText.Of(tuned)).Element("td", ScoreText.Of(defaults))
                .Close();
        }

        page.Close().Close().Close();
    }

    private static void Trials(MarkupWriter page, TuningResult tuning, string[] keys)
    {
        Head(page, "All trials", ["Trial", .. keys, .. tuning.Searches.Select(Name)]);
        foreach (var trial in tuning.Searches[0].Rounds[0].Trials)
        {
            page.Open("tr").Element("th", trial.Number.ToString(CultureInfo.InvariantCulture), ("scope", "row"));
            foreach (var key in keys) page.Element("td", trial.Settings[key]);
            foreach (var search in tuning.Searches)
            {
                var last = search.Last(trial.Number);
                page.Element(
                    "td", ScoreText.Of(last.MeanUar), ("class", "bar"), ("style", ScoreText.Bar(last.MeanUar)), ("title", last.Error));
            }

            page.Close();
        }

        page.Close().Close().Close();
    }

    /// <summary>Trials of searches that learn, each its own.</summary>
    private static void LearntTrials(MarkupWriter page, TuningResult tuning, string[] keys)
    {
        var stopped = tuning.Searches.Any(s => s.StopsEarly);
        string[] folds = stopped ? ["Inner folds"] : [];
        Head(page, "All trials", ["Fold", "Trial", .. keys, .. folds, "Inner UAR"]);
        foreach (var search in tuning.Searches)
        {
            foreach (var trial in search.Rounds.SelectMany(r => r.Trials))
            {
                page.Open("tr").Element("th", Name(search), ("scope", "row"));
                page.Element("td", trial.Number.ToString(CultureInfo.InvariantCulture));
                foreach (var key in keys) page.Element("td", trial.Settings[key]);
                if (stopped) page.Element("td", trial.InnerUars.Count.ToString(CultureInfo.InvariantCulture));
                page.Element(
                    "td", ScoreText.Of(trial.MeanUar), ("class", "bar"), ("style", ScoreText.Bar(trial.MeanUar)), ("title", trial.Error));
                page.Close();
            }
        }

        page.Close().Close().Close();
    }

    private static string Name(SearchResult search) => search.Fold == 0 ? "all" : search.Fold.ToString(CultureInfo.InvariantCulture);

    private static void Head(MarkupWriter page, string label, string[] columns)
    {
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label));
        page.Open("table", ("class", "wide")).Open("thead").Open("tr");
        foreach (var column in columns) page.Element("th", column, ("scope", "col"));
        page.Close().Close().Open("tbody");
    }
}
