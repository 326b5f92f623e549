using System.Globalization;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>Writes utterances as a manifest that can be read back.</summary>
public static class CorpusManifest
{
    private static readonly string[] Columns = ["path", "emotion", "speaker", "corpus", "language", "gender"];
    private static readonly string[] SpanColumns = ["start", "end"];
    private static readonly string[] TermsColumns = ["license", "commercial"];
    private static readonly string[] SplitColumns = [ManifestColumns.Split];

    /// <summary>
    /// Writes <c>path,emotion,speaker,corpus,language,gender</c> as CSV, one utterance a line, with full paths, and <c>start,end</c> in
    /// seconds where an utterance is a part of a file, <c>license,commercial</c> where the terms of one are known, <c>split</c> where a
    /// partition is, <c>votes_angry</c> and so on where raters voted, and <c>arousal</c> and so on where an utterance has dimensions.
    /// What is not known is left empty.
    /// </summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="utterances">The utterances.</param>
    public static void Write(TextWriter writer, IEnumerable<Utterance> utterances) => Write(writer, utterances, null);

    /// <summary>Writes the same with a last column <c>split</c>, which <c>--protocol split:FILE</c> reads.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="utterances">The utterances.</param>
    /// <param name="parts">The part of each, such as <c>train</c>; null for no such column.</param>
    public static void Write(TextWriter writer, IEnumerable<Utterance> utterances, IReadOnlyList<string>? parts)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(utterances);
        var all = utterances.ToList();
        var spans = all.Exists(u => u.Span.Length > 0);
        var terms = all.Exists(u => u.Terms is not null);
        if (parts is null && all.Exists(u => u.Partition is not null)) parts = all.ConvertAll(u => u.Partition ?? "");
        var votes = LabelSet.Ordered(all.SelectMany(u => u.Votes?.Counts ?? []).Select(c => c.Key)).ToArray();
        string[] dimensions = [.. all.SelectMany(u => u.Dimensions ?? Enumerable.Empty<KeyValuePair<string, double>>())
            .Select(d => d.Key).Distinct(StringComparer.Ordinal)];
        using var csv = new CsvWriter(writer, [.. Columns, .. spans ? SpanColumns : [], .. terms ? TermsColumns : [],
            .. votes.Select(v => ManifestColumns.Votes + v), .. dimensions, .. parts is null ? [] : SplitColumns]);
        for (var i = 0; i < all.Count; i++)
        {
            var u = all[i];
            string[] fields =
            [
                u.Path, u.Emotion, u.Speaker == Utterance.UnknownSpeaker ? "" : u.Speaker, u.Corpus, u.Language ?? "", u.Sex ?? "",
            ];
            string[] span = spans ? [Number(u.StartSeconds), Number(u.EndSeconds)] : [];
            string[] license = terms ? [u.Terms?.License ?? "", u.Terms is { } t ? t.CommercialUse ? "yes" : "no" : ""] : [];
            string[] part = parts is null ? [] : [parts[i]];
            csv.Write([.. fields, .. span, .. license, .. votes.Select(v => Count(u.Votes, v)),
                .. dimensions.Select(d => Number(u.Dimensions?[d])), .. part]);
        }
    }

    private static string Count(EmotionVotes? votes, string emotion) => votes is null
        ? ""
        : votes.Counts.FirstOrDefault(c => c.Key == emotion).Value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
