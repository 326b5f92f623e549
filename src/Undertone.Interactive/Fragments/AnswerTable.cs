using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Interactive.Fragments;

/// <summary>An answer: its emotion, a bar for each label, and its numbers on dimensions.</summary>
internal static class AnswerTable
{
    public static void Write(MarkupWriter html, EmotionPrediction answer, string? title)
    {
        var text = answer.Emotion is { } emotion ? $"{emotion} {ScoreText.Percent(answer.Confidence)}"
            : answer.Dimensions is { } numbers ? numbers.ToString()
            : "no speech";
        if (answer.Uncertain) text += $" (uncertain: {string.Join(", ", answer.UncertainBecause)})";
        html.Element("h4", title is null ? text : $"{title}: {text}");
        if (answer.Emotion is not null) Scores(html, answer);
        if (answer.Dimensions is { } dimensions) Numbers(html, dimensions);
    }

    private static void Scores(MarkupWriter html, EmotionPrediction answer)
    {
        html.OpenTable("answer", "Emotion", "Probability");
        foreach (var (label, score) in answer.Scores.Top(answer.Scores.Count))
        {
            html.Open("tr", ("class", label == answer.Emotion ? "best" : null)).Element("th", label, ("scope", "row"));
            html.Element("td", ScoreText.Percent(score), ("class", "bar"), ("style", ScoreText.Bar(score))).Close();
        }

        html.CloseTable();
    }

    private static void Numbers(MarkupWriter html, EmotionDimensions dimensions)
    {
        html.OpenTable("answer", "Dimension", "Number");
        foreach (var (name, value) in dimensions)
            html.Open("tr").Element("th", name, ("scope", "row")).Element("td", ScoreText.Of(value)).Close();
        html.CloseTable();
    }
}
