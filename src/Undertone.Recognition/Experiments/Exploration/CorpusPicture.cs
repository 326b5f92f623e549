using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Experiments.Exploration;

/// <summary>What a collection holds as one picture: utterances by emotion, speaker and sex, durations, levels, bandwidths.</summary>
public static class CorpusPicture
{
    private const double Column = 420, Gap = 40, Margin = 20, Top = 40, Heading = 22, PlotHeight = 170;
    private const int MostSpeakers = 60;

    /// <summary>Draws the picture as SVG.</summary>
    /// <param name="collection">What was read, with every file decoded; at least one utterance.</param>
    /// <exception cref="ArgumentException">There is no utterance.</exception>
    public static string Draw(CorpusCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var all = collection.Utterances;
        if (all.Count == 0) throw new ArgumentException("There is no utterance to draw.", nameof(collection));
        var speakers = CorpusFigures.By(all, u => collection.Corpora.Count == 1 ? u.Speaker : u.SpeakerKey);
        List<(string Title, double Height, Action<MarkupWriter, double, double> Draw)> left =
        [
            Bars("By emotion", CorpusFigures.ByEmotion(all)),
            Bars("By sex", CorpusFigures.By(all, u => u.Sex)),
            Bars("By language", CorpusFigures.By(all, u => u.Language)),
            .. speakers.Count <= MostSpeakers ? [Bars("By speaker", speakers)] : Histogram("By speaker", "utterances of a speaker",
                speakers.Select(s => (double?)s.Count)),
        ];
        List<(string Title, double Height, Action<MarkupWriter, double, double> Draw)> right =
        [
            .. Histogram("Durations", "s", all.Select(u => u.DurationSeconds)),
            .. Histogram("Levels", "root mean square in dB of full scale", all.Select(u => u.LevelDb)),
            .. Histogram("Bandwidths", "how high recordings reach in kHz", all.Select(u => u.BandwidthHz / 1000)),
        ];
        var height = Top + Math.Max(HeightOf(left), HeightOf(right)) + Margin;
        var title = string.Join(", ", collection.Corpora.Select(c => c.Name));
        return Sheet.Draw((2 * Column) + Gap + (2 * Margin), height, title, svg =>
        {
            Stack(svg, left, Margin);
            Stack(svg, right, Margin + Column + Gap);
        });
    }

    private static double HeightOf(List<(string Title, double Height, Action<MarkupWriter, double, double> Draw)> parts) =>
        parts.Sum(p => p.Height + Heading);

    private static void Stack(
        MarkupWriter svg, List<(string Title, double Height, Action<MarkupWriter, double, double> Draw)> parts, double x)
    {
        var y = Top;
        foreach (var (title, height, draw) in parts)
        {
            svg.Element("text", title, ("class", "title"), ("x", x), ("y", y + 14));
            draw(svg, x, y + Heading);
            y += height + Heading;
        }
    }

    private static (string, double, Action<MarkupWriter, double, double>) Bars(string title, IReadOnlyList<(string, int)> counts) =>
        (title, CorpusFigures.HeightOf(counts.Count), (svg, x, y) => CorpusFigures.Bars(svg, x, y, Column, counts));

    /// <summary>A histogram of the values that are known; nothing where none is.</summary>
    private static (string, double, Action<MarkupWriter, double, double>)[] Histogram(
        string title, string label, IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToArray();
        if (known.Length == 0) return [];
        return [(title, PlotHeight + CorpusFigures.AxisRoom, (svg, x, y) =>
            CorpusFigures.Histogram(svg, new Frame(x + 60, y, Column - 60, PlotHeight - 10), label, known))];
    }
}
