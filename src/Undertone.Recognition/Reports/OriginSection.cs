using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>All that is needed to compute the scores again: recipe, split, seed, version, machine.</summary>
internal static class OriginSection
{
    public static void Write(MarkupWriter page, ReportData data)
    {
        var e = data.Evaluation;
        page.OpenSection("origin", "How to get the same again");
        page.Open("div", ("class", "scroll"), ("tabindex", "0")).Open("table").Open("tbody");
        Row(page, "Undertone", data.PackageVersion);
        Row(page, "Protocol", e.Protocol.Name);
        Row(page, "Folds", e.Protocol.Folds.ToString(CultureInfo.InvariantCulture));
        Row(page, "Seed", e.Protocol.Seed.ToString(CultureInfo.InvariantCulture));
        Row(page, "Speaker-independent", e.Protocol.SpeakerIndependent switch { true => "yes", false => "no", null => "not known" });
        Row(page, "Scaler fitted on", e.Protocol.Normalization.Word() + " data");
        Row(page, "Emotions", e.Labels.ToString());
        if (data.Machine is { } machine)
        {
            Row(page, "Operating system", machine.OperatingSystem);
            Row(page, "Processor", machine.Processor);
            Row(page, "Threads", machine.Threads.ToString(CultureInfo.InvariantCulture));
        }

        page.Close().Close().Close();
        WriteSplit(page, e);
        if (data.RecipeJson is { } recipe)
        {
            page.Open("details").Element("summary", "Recipe");
            page.Element("pre", recipe.Trim(), ("tabindex", "0")).Close();
        }

        page.Close();
    }

    private static void WriteSplit(MarkupWriter page, EvaluationResult e)
    {
        page.Open("details").Element("summary", "Split: who was tested in which fold").Open("div", ("class", "scroll"), ("tabindex", "0"))
            .Open("table");
        page.Open("thead").Open("tr").Element(
            "th", "Fold", ("scope", "col"), ("class", "text")).Element("th", "Utterances", ("scope", "col")).Element("th", "Speakers",
            ("scope", "col")).Element("th", "Tested speakers", ("scope", "col"), ("class", "text")).Close().Close();
        page.Open("tbody");
        foreach (var fold in e.Tested.GroupBy(t => t.Fold).OrderBy(f => f.Key))
        {
            var speakers = fold.Select(t => t.Utterance.SpeakerKey).Distinct().Order(StringComparer.Ordinal).ToArray();
            page.Open("tr").Element("th", fold.Key.ToString(CultureInfo.InvariantCulture), ("scope", "row"))
                .Element("td", fold.Count().ToString(CultureInfo.InvariantCulture));
            page.Element("td", speakers.Length.ToString(CultureInfo.InvariantCulture))
                .Element("td", string.Join(", ", speakers), ("class", "text")).Close();
        }

        page.Close().Close().Close().Close();
    }

    private static void Row(MarkupWriter page, string name, string value) =>
        page.Open("tr").Element("th", name, ("scope", "row")).Element("td", value, ("class", "text")).Close();
}
