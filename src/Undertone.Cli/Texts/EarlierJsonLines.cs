using System.Text.Json;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Texts;

/// <summary>Reads what <see cref="PredictionText.WriteJsonLines"/> wrote.</summary>
internal static class EarlierJsonLines
{
    public static EarlierOutput Read(string path, Stream file)
    {
        EarlierOutput.RequireBegun(path, file, "{\"file\":\""u8);
        file.Position = 0;
        var (answers, lines, whole, lastBegins) = (new List<EarlierAnswer>(), 0, 0L, 0L);
        foreach (var (line, end) in WholeRecords.Of(file, quoted: false))
        {
            lines++;
            var answer = Answer(line) ?? throw new BadInputException(
                $"{path}: line {lines} is no line that predict --jsonl writes. Take it out, or name another file.");
            if (answer.IsInterrupted) break;
            if (!answer.IsChannel || answers is not [.., var last] || last.File != answer.File)
            {
                answers.Add(answer);
                lastBegins = whole;
            }

            whole = end;
        }

        // Nothing tells whether all channels of the last file are there.
        return answers is [.., { IsChannel: true }]
            ? new EarlierOutput(answers, lastBegins) { IsLastCut = true }
            : new EarlierOutput(answers, whole);
    }

    private static EarlierAnswer? Answer(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Answer(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half a character.
            return null;
        }
    }

    private static EarlierAnswer? Answer(JsonElement json)
    {
        if (Member(json, "file", JsonValueKind.String) is not { } file) return null;
        if (Member(json, "error", JsonValueKind.Object) is not null) return new EarlierAnswer(file.GetString()!, IsError: true);
        if (Member(json, "scores", JsonValueKind.Object) is not { } scores) return null;
        if (scores.EnumerateObject().Any(s => s.Value.ValueKind != JsonValueKind.Number)) return null;
        var voice = Member(json, "voice", JsonValueKind.Object) is { } known ? Member(known, "name", JsonValueKind.String) : null;
        return new EarlierAnswer(file.GetString()!, IsError: false)
        {
            Scores = [.. scores.EnumerateObject().Select(s => KeyValuePair.Create(s.Name, s.Value.GetDouble()))],
            IsInterrupted = json.TryGetProperty("interrupted", out _),
            IsChannel = json.TryGetProperty("channel", out _),
            Segments = Member(json, "segments", JsonValueKind.Array) is not null,
            // The key stands only where words were recognised.
            Text = Member(json, "text", JsonValueKind.String) is not null ? true : null,
            Voice = voice?.GetString(),
        };
    }

    private static JsonElement? Member(JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
