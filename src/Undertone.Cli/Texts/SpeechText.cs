using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Inference.Texts;

namespace Undertone.Cli.Texts;

/// <summary>
/// Spans of speech as a table, as JSON, and in two formats of other programs. Each file's rows are passed on when they are made.
/// </summary>
internal static class SpeechText
{
    /// <summary>A row a span, and a last one with the speech of all files; files without an answer are not in the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="results">The answers, made while they are written.</param>
    /// <param name="fileWidth">The width of the column of files.</param>
    public static void WriteTable(TextWriter output, IEnumerable<FileSpeech> results, int fileWidth)
    {
        var (files, speech, duration) = (0, 0.0, 0.0);
        foreach (var result in results.Where(r => r.Error is null))
        {
            var name = result.File.PadRight(fileWidth);
            if (result.Spans.Count == 0) output.WriteLine($"{name}  (no speech)");
            foreach (var s in result.Spans)
            {
                var (start, end) = (Text(s.StartSeconds, "0.00"), Text(s.EndSeconds, "0.00"));
                output.WriteLine($"{name}  {start,8} s  {end,8} s  {Text(s.EndSeconds - s.StartSeconds, "0.00"),8} s");
            }

            output.Flush();
            (files, speech, duration) = (files + 1, speech + result.SpeechSeconds, duration + result.DurationSeconds);
        }

        if (files == 0) return;
        output.WriteLine($"speech: {Text(speech, "0.00")} s of {Text(duration, "0.00")} s in {(files == 1 ? "1 file" : $"{files} files")}");
    }

    /// <summary>One document with an element a file.</summary>
    public static void WriteJson(TextWriter output, IEnumerable<FileSpeech> results) =>
        JsonOutput.Write(output, new JsonObject { ["results"] = new JsonArray([.. results.Select(Json)]) });

    /// <summary>
    /// Rich Transcription Time Marked, as NIST defines it: a line a span, the file called by its name without folder and ending.
    /// </summary>
    public static void WriteRttm(TextWriter output, IEnumerable<FileSpeech> results)
    {
        foreach (var result in results)
        {
            foreach (var s in result.Spans) output.WriteLine(TimeMarks.Rttm(result.File, null, s.StartSeconds, s.EndSeconds, "speech"));
            output.Flush();
        }
    }

    /// <summary>Labels as Audacity imports them: start, end and a word, with tabs between.</summary>
    public static void WriteLabels(TextWriter output, IEnumerable<FileSpeech> results)
    {
        foreach (var s in results.SelectMany(r => r.Spans))
            output.WriteLine(TimeMarks.Label(s.StartSeconds, s.EndSeconds, "speech"));
    }

    private static JsonObject Json(FileSpeech result)
    {
        if (result.Error is { } error)
        {
            var fault = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
            return new JsonObject { ["file"] = result.File, ["error"] = fault };
        }

        var spans = result.Spans
            .Select(s => new JsonObject { ["startSeconds"] = s.StartSeconds, ["endSeconds"] = s.EndSeconds }).ToArray<JsonNode>();
        return new JsonObject
        {
            ["file"] = result.File,
            ["durationSeconds"] = result.DurationSeconds,
            ["speechSeconds"] = result.SpeechSeconds,
            ["spans"] = new JsonArray(spans),
        };
    }

    private static string Text(double seconds, string format) => seconds.ToString(format, CultureInfo.InvariantCulture);
}
