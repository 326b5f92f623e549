using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Interactive.Fragments;

/// <summary>An answer: its emotion, and a bar for each label.</summary>
internal static class AnswerTable
{
    public static void Write(MarkupWriter html, EmotionPrediction answer, string? title)
    {
        var text = answer.Emotion is { } emotion ? $"{emotion} {ScoreText.Percent(answer.Confidence)}" : "no speech";
        if (answer.Uncertain) text += $" (uncertain: {string.Join(", ", answer.UncertainBecause)})";
        html.Element("h4", title is null ? text : $"{title}: {text}");
        if (answer.Emotion is null) return;
        html.OpenTable("answer", "Emotion", "Probability");
        foreach (var (label, score) in answer.Scores.Top(answer.Scores.Count))
        {
            html.Open("tr", ("class", label == answer.Emotion ? "best" : null)).Element("th", label, ("scope", "row"));
            html.Element("td", ScoreText.Percent(score), ("class", "bar"), ("style", ScoreText.Bar(score))).Close();
        }

        html.CloseTable();
    }
}
