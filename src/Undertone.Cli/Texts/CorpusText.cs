using System.Globalization;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;

namespace Undertone.Cli.Texts;

/// <summary>Corpora as text: counts with bars, and problems.</summary>
internal static class CorpusText
{
    private const int BarWidth = 40;
    private static readonly string[] PartOrder = ["train", "validation", "test"];

    public static void WriteInfo(TextWriter output, CorpusCollection read, double hours)
    {
        foreach (var corpus in read.Corpora)
        {
            output.WriteLine($"{corpus.Name}  {corpus.Root}");
            output.WriteLine($"  {Count(corpus.Utterances, "utterance")}, {Count(corpus.Speakers, "speaker")}");
            WriteBars(output, corpus.ByEmotion);
            WriteBars(output, corpus.BySpeaker);
            if (corpus.DurationSeconds is { } seconds) output.WriteLine("  " + Range(seconds, "s long"));
            if (corpus.LevelDb is { } level) output.WriteLine("  " + Range(level, "dB of full scale, root mean square"));
            output.WriteLine($"  sex: {Counts(corpus.BySex)}; language: {Counts(corpus.ByLanguage)}");
            if (corpus.BandwidthHz is { } band) output.WriteLine($"  {Rates(corpus)}, sound up to {Kilohertz(band)}");
            foreach (var d in corpus.Dimensions) output.WriteLine("  " + Dimension(d));
            if (corpus.Agreement is { } agreement) output.WriteLine("  " + Agreement(agreement));
            output.WriteLine($"  terms: {corpus.Terms?.Describe() ?? "not known, so taken as no commercial use"}");
            output.WriteLine();
        }

        var speakers = read.Corpora.Sum(c => c.Speakers);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Count(read.Utterances.Count, "utterance")}, {Count(speakers, "speaker")}, {hours:0.00} hours"));
        var leftOut = read.Problems.Count(p => !p.Reason.IsKept());
        if (leftOut > 0) output.WriteLine($"{Count(leftOut, "file")} left out: 'undertone corpus check' says why");
    }

    public static void WriteProblems(TextWriter output, CorpusCollection read)
    {
        foreach (var problem in read.Problems)
            output.WriteLine($"{problem.Reason.Word(),-11}  {problem.File}\n             {problem.Detail}");
        var byReason = read.Problems.CountBy(p => p.Reason.Word()).Select(c => $"{c.Value} {c.Key}");
        output.WriteLine(read.Problems.Count == 0
            ? $"no problems in {Count(read.Utterances.Count, "utterance")}"
            : $"{Count(read.Problems.Count, "problem")} ({string.Join(", ", byReason)}); "
                + $"{Count(read.Utterances.Count, "utterance")} can be used");
    }

    private static void WriteBars(TextWriter output, IReadOnlyList<KeyValuePair<string, int>> counts)
    {
        output.WriteLine();
        if (counts.Count == 0) return;
        var (width, most) = (Math.Max("surprised".Length, counts.Max(c => c.Key.Length)), counts.Max(c => c.Value));
        foreach (var (key, count) in counts)
            output.WriteLine($"  {key.PadRight(width)}  {count,6}  {new string('#', (int)Math.Ceiling((double)BarWidth * count / most))}");
    }

    /// <summary>What parts a split gives, one line each.</summary>
    public static IEnumerable<string> Parts(IReadOnlyList<Utterance> utterances, IReadOnlyList<string> parts) =>
        from part in utterances.Zip(parts).GroupBy(p => p.Second, p => p.First).OrderBy(p => Array.IndexOf(PartOrder, p.Key))
        let share = (100.0 * part.Count() / utterances.Count).ToString("0.0", CultureInfo.InvariantCulture)
        select $"{part.Key}: {Count(part.Count(), "utterance")} ({share} %), "
            + $"{Count(part.Select(u => u.SpeakerKey).Distinct().Count(), "speaker")}: "
            + string.Join(", ", part.CountBy(u => u.Emotion).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));

    private static string Agreement(RaterAgreement a)
    {
        var alpha = a.Alpha is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"Krippendorff's alpha {value:0.000}")
            : "too few votes for Krippendorff's alpha";
        return $"raters: {Count(a.Votes, "vote")} on {Count(a.Utterances, "utterance")}, {alpha}";
    }

    private static string Dimension(DimensionRange d) => string.Create(
        CultureInfo.InvariantCulture,
        $"{d.Name}: {d.Least:0.00} to {d.Most:0.00} (mean {d.Mean:0.00}) on {Count(d.Utterances, "utterance")}");

    private static string Range(ValueRange range, string unit) => string.Create(
        CultureInfo.InvariantCulture, $"{range.Least:0.0} to {range.Most:0.0} {unit} (median {range.Median:0.0})");

    private static string Counts(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"));

    private static string Rates(FoundCorpus corpus) => string.Join(
        ", ", corpus.BySampleRateHz.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Value} at {r.Key} Hz")));

    private static string Kilohertz(double hz) => string.Create(CultureInfo.InvariantCulture, $"{hz / 1000:0.0} kHz");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
