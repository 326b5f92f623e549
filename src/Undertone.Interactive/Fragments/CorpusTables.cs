using System.Globalization;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Pictures;

namespace Undertone.Interactive.Fragments;

/// <summary>What data holds: a row for each corpus, and how often each speaker says each emotion.</summary>
internal static class CorpusTables
{
    private const int MostSpeakers = 40;

    public static void Write(MarkupWriter html, CorpusCollection collection)
    {
        html.OpenTable(null, "Corpus", "Utterances", "Speakers", "Emotions", "Sexes", "Median s", "Terms");
        foreach (var c in collection.Corpora)
        {
            html.Open("tr").Element("th", c.Name, ("scope", "row"));
            html.Element("td", Text(c.Utterances)).Element("td", Text(c.Speakers)).Element("td", Text(c.ByEmotion.Count));
            html.Element("td", string.Join(", ", c.BySex.Select(s => $"{s.Key} {Text(s.Value)}")));
            html.Element("td", c.DurationSeconds?.Median.ToString("0.0", CultureInfo.InvariantCulture) ?? "\u2013");
            html.Element("td", c.Terms?.Describe() ?? "not known", ("class", "text")).Close();
        }

        html.CloseTable();
        Speakers(html, collection);
    }

    private static void Speakers(MarkupWriter html, CorpusCollection collection)
    {
        var all = collection.Utterances;
        string[] emotions = [.. LabelSet.Ordered(all.Select(u => u.Emotion))];
        var speakers = all.GroupBy(u => u.SpeakerKey).OrderBy(s => s.Key, StringComparer.Ordinal).ToArray();
        html.OpenTable(null, ["Speaker", "Sex", .. emotions, "All"]);
        foreach (var speaker in speakers.Take(MostSpeakers))
        {
            var counts = emotions.Select(e => Text(speaker.Count(u => u.Emotion == e)));
            html.Row(speaker.Key, [speaker.First().Sex ?? "\u2013", .. counts, Text(speaker.Count())]);
        }

        if (speakers.Length > MostSpeakers)
            html.Row($"{Text(speakers.Length - MostSpeakers)} more", [.. Enumerable.Repeat("", emotions.Length + 2)]);
        html.Row("All", ["", .. emotions.Select(e => Text(all.Count(u => u.Emotion == e))), Text(all.Count)]).CloseTable();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
