using System.Globalization;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Exploration;

/// <summary>
/// A page about data before anything is trained on it: emotions, speakers, durations, levels, pitch, and a map of what the clips sound
/// like. One HTML file that opens without a network; equal data gives equal bytes.
/// </summary>
public static class CorpusReport
{
    /// <summary>Listens to every utterance and writes the page; a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="collection">What was read, with every file decoded; at least one utterance.</param>
    /// <param name="threads">Worker threads, at least 1, or null for one a processor. The page does not depend on it.</param>
    /// <param name="progress">Told of every utterance, from several threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">There is no utterance.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static void Write(
        string path, CorpusCollection collection, int? threads = null, IProgress<CorpusProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var heard = HeardCorpus.Of(collection.Utterances, threads, progress, cancellationToken);
        AtomicFile.WriteText(path, Render(collection, heard));
    }

    private static string Render(CorpusCollection read, HeardCorpus heard)
    {
        var all = read.Utterances;
        var speakers = read.Corpora.Sum(c => c.Speakers);
        var hours = all.Sum(u => u.DurationSeconds ?? 0) / 3600;
        var lead = string.Create(
            CultureInfo.InvariantCulture,
            $"{ScoreText.Count(all.Count)} utterances of {ScoreText.Speakers(speakers)}, {hours:0.00} hours, as training would use them");
        var title = "Data: " + string.Join(", ", read.Corpora.Select(c => c.Name));
        return ReportPage.Render(title, lead, """{"curves":[]}""", page =>
        {
            Corpora(page, read);
            Emotions(page, heard);
            Speakers(page, heard);
            Distributions(page, heard);
            Map(page, heard);
            page.Element("footer", $"Written by Undertone {PackageVersion.Text}.");
        });
    }

    private static void Corpora(MarkupWriter page, CorpusCollection read)
    {
        page.OpenSection("corpora", "Corpora");
        Table(
            page, "Corpora",
            ["Corpus", "Utterances", "Speakers", "Languages", "Sexes", "Seconds", "Level dB", "Sample rates", "Sound up to", "Terms"],
            read.Corpora.Select(c => (string[])
            [
                c.Name, Number(c.Utterances), Number(c.Speakers), Counts(c.ByLanguage), Kept(Counts(c.BySex)),
                Kept(Range(c.DurationSeconds)), Kept(Range(c.LevelDb)),
                Kept(string.Join(", ", c.BySampleRateHz.Select(r => Number(r.Key) + " Hz"))),
                c.BandwidthHz is { } hz ? string.Create(CultureInfo.InvariantCulture, $"{hz / 1000:0.0} kHz") : "\u2013",
                c.Terms?.Describe() ?? "not known",
            ]),
            "wide wrap");
        var left = read.Problems.Where(p => !p.Reason.IsKept()).CountBy(p => p.Reason.Word()).Select(c => $"{c.Value} {c.Key}").ToArray();
        if (left.Length > 0)
            page.Element("p", $"Left out: {string.Join(", ", left)}; 'undertone corpus check' names the files.", ("class", "hint"));
        page.Close();
    }

    private static void Emotions(MarkupWriter page, HeardCorpus heard)
    {
        page.OpenSection("emotions", "Emotions", "Medians of each emotion: what differs here is what the simplest model would go by.");
        var counts = CorpusFigures.ByEmotion(heard.Utterances);
        page.Open("div", ("class", "two")).Open("div");
        Plot(page, "emotions", "Utterances by emotion.", CorpusFigures.HeightOf(counts.Count), svg =>
            CorpusFigures.Bars(svg, 0, 4, 448, counts));
        page.Close().Open("div");
        Table(
            page, "Medians by emotion", ["Emotion", "Speakers", "Seconds", "Level dB", "f0 Hz"],
            counts.Select(c => (string[])
            [
                c.Name, Number(heard.Speakers(u => u.Emotion == c.Name)), .. heard.Medians(u => u.Emotion == c.Name),
            ]));
        page.Close().Close().Close();
    }

    private static void Speakers(MarkupWriter page, HeardCorpus heard)
    {
        page.OpenSection("speakers", "Speakers", "A speaker with few utterances, or with one emotion, weighs on every score by speaker.");
        Table(
            page, "Speakers", ["Speaker", "Sex", "Emotions", "Utterances", "Seconds", "Level dB", "f0 Hz"],
            heard.Utterances.GroupBy(u => u.SpeakerKey).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (string[])
            [
                s.Key, s.First().Sex ?? "\u2013", Number(s.Select(u => u.Emotion).Distinct().Count()), Number(s.Count()),
                .. heard.Medians(u => u.SpeakerKey == s.Key),
            ]));
        page.Close();
    }

    private static void Distributions(MarkupWriter page, HeardCorpus heard)
    {
        page.OpenSection("distributions", "Durations, levels, pitch");
        page.Open("div", ("class", "two"));
        Histogram(page, "durations", "Duration", "s", heard.Utterances.Select(u => u.DurationSeconds));
        Histogram(page, "levels", "Level", "root mean square in dB of full scale", heard.Utterances.Select(u => u.LevelDb));
        Histogram(page, "pitch", "Pitch", "median f0 of an utterance in Hz", heard.PitchHz);
        Histogram(page, "bandwidths", "Bandwidth", "how high recordings reach in kHz", heard.Utterances.Select(u => u.BandwidthHz / 1000));
        page.Close().Close();
    }

    private static void Map(MarkupWriter page, HeardCorpus heard)
    {
        if (heard.Map is not { } map) return;
        var labels = LabelSet.Ordered(heard.Utterances.Select(u => u.Emotion)).ToArray();
        page.OpenSection(
            "map", "Map of clips",
            $"{ScoreText.Count(heard.Shown.Count)} clips by pooled features (MFCCs, level, pitch; mean and deviation, each column to one "
            + "scale): near points sound alike. Clusters that are speakers or corpora, not emotions, are what a model has to get over.");
        PlaneMapFigure.Write(
            page, map, labels,
            [.. heard.Shown.Select(i => heard.Utterances[i])
                .Select(u => new MapPoint(Array.IndexOf(labels, u.Emotion), false, $"{u.RelativePath}: {u.Emotion}, {u.SpeakerKey}"))],
            "the clips");
        page.Close();
    }

    private static void Histogram(MarkupWriter page, string name, string title, string label, IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToArray();
        if (known.Length == 0) return;
        page.Open("div").Element("h3", title);
        Plot(page, name, title + " of utterances.", 250, svg =>
            CorpusFigures.Histogram(svg, new Frame(56, 6, 392, 196), label, known));
        page.Close();
    }

    private static void Plot(MarkupWriter page, string name, string description, double height, Action<MarkupWriter> draw)
    {
        page.OpenFigure(name).Open(
            "svg", ("class", "plot"), ("viewBox", $"0 0 460 {MarkupWriter.Number(height)}"), ("role", "img"), ("aria-label", description));
        draw(page);
        page.Close().Close();
    }

    private static void Table(MarkupWriter page, string name, string[] heads, IEnumerable<string[]> rows, string style = "wide")
    {
        var all = rows.ToArray();
        page.Open(
            "div", ("class", all.Length > 24 ? "scroll tall" : "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", name));
        page.Open("table", ("class", style)).Open("thead").Open("tr");
        for (var i = 0; i < heads.Length; i++) page.Element("th", heads[i], ("scope", "col"), ("class", i == 0 ? "text" : null));
        page.Close().Close().Open("tbody");
        foreach (var row in all)
        {
            page.Open("tr").Element("th", row[0], ("scope", "row"));
            foreach (var cell in row.AsSpan(1)) page.Element("td", cell);
            page.Close();
        }

        page.Close().Close().Close();
    }

    private static string Number(int value) => ScoreText.Count(value);

    /// <summary>A list whose parts stay on one line each.</summary>
    private static string Kept(string list) => string.Join(", ", list.Split(", ").Select(part => part.Replace(' ', '\u00a0')));

    private static string Counts(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.Select(c => $"{c.Key} {Number(c.Value)}"));

    private static string Range(ValueRange? range) => range is { } r
        ? string.Create(CultureInfo.InvariantCulture, $"{r.Least:0.0} to {r.Most:0.0}, median {r.Median:0.0}")
        : "\u2013";
}
