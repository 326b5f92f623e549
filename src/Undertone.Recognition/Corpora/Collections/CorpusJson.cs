using System.Globalization;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Corpora as the JSON that <c>undertone corpus --json</c> prints.</summary>
public static class CorpusJson
{
    /// <summary>
    /// What training would use: <c>utterances</c>, <c>speakers</c>, <c>hours</c> and <c>corpora</c> with their counts by emotion,
    /// speaker, sex, language and sample rate, and where durations and levels lie; and how far raters agree, where there are votes,
    /// and the range of dimensions, where there are any.
    /// </summary>
    /// <param name="collection">What was read.</param>
    /// <param name="hours">The utterances' duration, see <see cref="CorpusCollection.MeasureHours"/>.</param>
    public static JsonObject Info(CorpusCollection collection, double hours)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return new JsonObject
        {
            ["utterances"] = collection.Utterances.Count,
            ["speakers"] = collection.Corpora.Sum(c => c.Speakers),
            ["hours"] = hours,
            ["corpora"] = Array(collection.Corpora, c => With(c, new JsonObject
            {
                ["name"] = c.Name,
                ["root"] = c.Root,
                ["utterances"] = c.Utterances,
                ["speakers"] = c.Speakers,
                ["byEmotion"] = Counts(c.ByEmotion),
                ["bySpeaker"] = Counts(c.BySpeaker),
                ["bySex"] = Counts(c.BySex),
                ["byLanguage"] = Counts(c.ByLanguage),
                ["durationSeconds"] = Range(c.DurationSeconds),
                ["levelDb"] = Range(c.LevelDb),
                ["bySampleRateHz"] = Counts(
                    [.. c.BySampleRateHz.Select(r => KeyValuePair.Create(r.Key.ToString(CultureInfo.InvariantCulture), r.Value))]),
                ["bandwidthHz"] = c.BandwidthHz,
                ["terms"] = Terms(c.Terms),
            })),
        };
    }

    /// <summary>The <c>problems</c>: file, reason (see <see cref="ProblemReasons.Word"/>) and detail of each.</summary>
    /// <param name="collection">What was read.</param>
    public static JsonObject Problems(CorpusCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return new JsonObject
        {
            ["problems"] = Array(collection.Problems, p =>
                new JsonObject { ["file"] = p.File, ["reason"] = p.Reason.Word(), ["detail"] = p.Detail }),
        };
    }

    /// <summary>
    /// The <c>utterances</c>, each with everything known of it; what the corpus does not say is null. Parts of files have
    /// <c>startSeconds</c> and <c>endSeconds</c> as well, and those whose corpus names them <c>partition</c>,
    /// <c>votes</c>, and <c>dimensions</c> with the <c>least</c> and <c>most</c> of their scale.
    /// </summary>
    /// <param name="collection">What was read.</param>
    public static JsonObject List(CorpusCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return new JsonObject
        {
            ["utterances"] = Array(collection.Utterances, Describe),
        };
    }

    private static JsonObject Describe(Utterance u)
    {
        var json = new JsonObject
        {
            ["path"] = u.Path,
            ["relativePath"] = u.RelativePath,
            ["corpus"] = u.Corpus,
            ["emotion"] = u.Emotion,
            ["speaker"] = u.Speaker,
            ["sex"] = u.Sex,
            ["language"] = u.Language,
            ["intensity"] = u.Intensity,
            ["durationSeconds"] = u.DurationSeconds,
            ["terms"] = Terms(u.Terms),
        };
        if (u.Partition is not null) json["partition"] = u.Partition;
        if (u.Votes is { } votes) json["votes"] = Counts(votes.Counts);
        if (u.Dimensions is { } on)
        {
            var numbers = new JsonObject(on.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)JsonValue.Create(d.Value))));
            if (on.Least is { } least) numbers["least"] = least;
            if (on.Most is { } most) numbers["most"] = most;
            json["dimensions"] = numbers;
        }

        if (u.Span.Length > 0) (json["startSeconds"], json["endSeconds"]) = (u.StartSeconds ?? 0, u.EndSeconds);
        return json;
    }

    private static JsonObject With(FoundCorpus found, JsonObject corpus)
    {
        if (found.Agreement is { } agreement)
        {
            corpus["agreement"] = new JsonObject
            {
                ["utterances"] = agreement.Utterances,
                ["votes"] = agreement.Votes,
                ["alpha"] = agreement.Alpha,
            };
        }

        if (found.Dimensions.Count > 0)
        {
            corpus["dimensions"] = Array(found.Dimensions, d => new JsonObject
            {
                ["name"] = d.Name,
                ["utterances"] = d.Utterances,
                ["least"] = d.Least,
                ["mean"] = d.Mean,
                ["most"] = d.Most,
            });
        }

        return corpus;
    }

    /// <summary>Terms as JSON; null where they are not known.</summary>
    private static JsonObject? Terms(CorpusTerms? terms) => terms is null ? null : new JsonObject
    {
        ["license"] = terms.License,
        ["commercialUse"] = terms.CommercialUse,
        ["derivatives"] = terms.Derivatives,
        ["source"] = terms.Source,
    };

    private static JsonObject? Range(ValueRange? range) => range is null
        ? null
        : new JsonObject { ["least"] = range.Least, ["median"] = range.Median, ["most"] = range.Most };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => [.. items.Select(node)];

    private static JsonObject Counts(IReadOnlyList<KeyValuePair<string, int>> counts) =>
        new(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value))));
}
