using System.Text.Json;

namespace Undertone.Recognition.Corpora;

/// <summary>Corpora as the JSON that <c>undertone corpus --json</c> prints.</summary>
public static class CorpusJson
{
    /// <summary>How the JSON is laid out: indented, letters of all scripts as they are.</summary>
    public static JsonWriterOptions Options => JsonText.IndentedWriter;

    /// <summary>Writes what training would use: <c>utterances</c>, <c>speakers</c>, <c>hours</c> and <c>corpora</c> with counts by emotion and speaker.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="collection">What was read.</param>
    /// <param name="hours">The utterances' duration, see <see cref="CorpusCollection.MeasureHours"/>.</param>
    public static void WriteInfo(Utf8JsonWriter json, CorpusCollection collection, double hours)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(collection);
        json.WriteStartObject();
        json.WriteNumber("utterances", collection.Utterances.Count);
        json.WriteNumber("speakers", collection.Corpora.Sum(c => c.Speakers));
        json.WriteNumber("hours", hours);
        json.WriteStartArray("corpora");
        foreach (var corpus in collection.Corpora)
        {
            json.WriteStartObject();
            json.WriteString("name", corpus.Name);
            json.WriteString("root", corpus.Root);
            json.WriteString("reader", corpus.Reader);
            json.WriteNumber("utterances", corpus.Utterances);
            json.WriteNumber("speakers", corpus.Speakers);
            WriteCounts(json, "byEmotion", corpus.ByEmotion);
            WriteCounts(json, "bySpeaker", corpus.BySpeaker);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteWarnings(json, collection);
        json.WriteEndObject();
    }

    /// <summary>Writes the <c>problems</c>: file, reason (in lower case) and detail of each.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="collection">What was read.</param>
    public static void WriteProblems(Utf8JsonWriter json, CorpusCollection collection)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(collection);
        json.WriteStartObject();
        json.WriteStartArray("problems");
        foreach (var problem in collection.Problems)
        {
            json.WriteStartObject();
            json.WriteString("file", problem.File);
            json.WriteString("reason", problem.Reason.Word());
            json.WriteString("detail", problem.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteWarnings(json, collection);
        json.WriteEndObject();
    }

    /// <summary>Writes the <c>utterances</c>, each with everything known of it; what the corpus does not say is null.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="collection">What was read.</param>
    public static void WriteUtterances(Utf8JsonWriter json, CorpusCollection collection)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(collection);
        json.WriteStartObject();
        json.WriteStartArray("utterances");
        foreach (var utterance in collection.Utterances)
        {
            json.WriteStartObject();
            json.WriteString("path", utterance.Path);
            json.WriteString("relativePath", utterance.RelativePath);
            json.WriteString("corpus", utterance.Corpus);
            json.WriteString("emotion", utterance.Emotion);
            json.WriteString("speaker", utterance.Speaker);
            json.WriteString("sex", utterance.Sex);
            json.WriteString("language", utterance.Language);
            json.WriteString("intensity", utterance.Intensity);
            if (utterance.DurationSeconds is { } duration) json.WriteNumber("durationSeconds", duration);
            else json.WriteNull("durationSeconds");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, int>> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts) json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter json, CorpusCollection collection)
    {
        json.WriteStartArray("warnings");
        foreach (var warning in collection.Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
    }
}
