using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace Undertone.Fleet.Queues;

/// <summary>What a message asks for.</summary>
/// <param name="Id">Its id, by which it is answered once.</param>
/// <param name="Name">What the answer calls the audio.</param>
/// <param name="Kind">Where the audio is.</param>
internal sealed record QueueMessage(string Id, string Name, AudioPlace Kind)
{
    /// <summary>What the headers of a message with the audio itself begin with.</summary>
    public const string Header = "x-undertone-";

    private const string File = "file", Path = "path", Url = "url", VoiceKey = "voice", SpeakerKey = "speaker", TagKey = "tag";
    private const int MostJsonBytes = 1 << 16;
    private const int LongestText = 4096;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>The name of the voice that the answer is relative to; null for none.</summary>
    public string? Voice { get; init; }

    /// <summary>Who speaks, kept with the answer.</summary>
    public string? Speaker { get; init; }

    /// <summary>A word of the sender's own, kept with the answer.</summary>
    public string? Tag { get; init; }

    /// <summary>Reads a message.</summary>
    /// <exception cref="MessageException">It is none.</exception>
    public static QueueMessage Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        if (properties.MessageId is not { Length: > 0 } id)
            throw new MessageException(MessageException.NoId, "The message has no message_id, by which it is answered once. Set one.");
        var type = (properties.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type == "application/json") return OfJson(id, body);
        if (type != "application/octet-stream" && !type.StartsWith("audio/", StringComparison.Ordinal))
        {
            throw new MessageException(
                MessageException.ContentType,
                $"The content type '{Shown(type)}' is none that is read. Send application/json, audio/* or application/octet-stream.");
        }

        return new QueueMessage(id, TextOf(properties, File) ?? id, AudioPlace.Body)
        {
            Voice = TextOf(properties, VoiceKey),
            Speaker = TextOf(properties, SpeakerKey),
            Tag = TextOf(properties, TagKey),
        };
    }

    /// <summary>The JSON of a message that names a file.</summary>
    /// <param name="path">The file's full path.</param>
    public static byte[] OfPath(string path)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Recognition.Inference.PredictionJson.LineOptions))
        {
            json.WriteStartObject();
            json.WriteString(Path, path);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static QueueMessage OfJson(string id, ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostJsonBytes) throw Malformed("it is larger than 64 KiB");
        var texts = new Dictionary<string, string>();
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Malformed("it is no object");
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Name is not (Path or Url or VoiceKey or SpeakerKey or TagKey))
                    throw Malformed($"'{Shown(member.Name)}' is no key of it");
                if (member.Value.ValueKind == JsonValueKind.Null) continue;
                if (member.Value.ValueKind != JsonValueKind.String) throw Malformed($"'{member.Name}' is no text");
                texts[member.Name] = Bounded(member.Name, member.Value.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for an escape of half a character.
            throw Malformed("it cannot be read", e);
        }

        var (path, url) = (texts.GetValueOrDefault(Path), texts.GetValueOrDefault(Url));
        if (path is null == url is null) throw Malformed("it has to have a path or a url, and not both");
        return new QueueMessage(id, path ?? url!, path is null ? AudioPlace.Address : AudioPlace.File)
        {
            Voice = texts.GetValueOrDefault(VoiceKey),
            Speaker = texts.GetValueOrDefault(SpeakerKey),
            Tag = texts.GetValueOrDefault(TagKey),
        };
    }

    private static string? TextOf(IReadOnlyBasicProperties properties, string name)
    {
        if (properties.Headers is not { } headers || !headers.TryGetValue(Header + name, out var value) || value is null) return null;
        return value switch
        {
            byte[] bytes => Bounded(name, Encoding.UTF8.GetString(bytes)),
            string text => Bounded(name, text),
            _ => throw Malformed($"the header {Header}{name} is no text"),
        };
    }

    private static string Bounded(string name, string text) => text.Length <= LongestText ? text
        : throw Malformed(FormattableString.Invariant($"'{name}' has more than {LongestText} characters"));

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private static MessageException Malformed(string fault, Exception? cause = null) => new(
        MessageException.Malformed,
        $$"""The message is malformed: {{fault}}. Send { "path": "..." } or { "url": "..." }, with voice, speaker and tag if you like.""",
        cause);
}
