using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Cli.Texts;

/// <summary>
/// Predictions as a table and as JSON. Every row is passed on when it is made, so that none is lost however the command ends.
/// </summary>
internal static class PredictionText
{
    /// <summary>One row a file and one a segment; files without an answer are not in the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="results">The answers, made while they are written.</param>
    /// <param name="top">How many emotions a row names.</param>
    /// <param name="fileWidth">The width of the column of files.</param>
    public static void WriteTable(TextWriter output, IEnumerable<FilePrediction> results, int top, int fileWidth)
    {
        foreach (var result in results)
        {
            var (file, p, _) = result;
            if (p is null) continue;
            var channel = result.Channel is { } c ? FormattableString.Invariant($"  (channel {c})") : "";
            var rest = $"{Known(p.Voice)}{channel}{Said(p.Text)}";
            var answer = Answer(p.Speech ? p.Scores : null, p.UncertainBecause, top);
            output.WriteLine($"{file.PadRight(fileWidth)}  {Seconds(p.DurationSeconds),8}  {answer}{rest}");
            foreach (var s in p.Segments ?? [])
            {
                var (start, end) = (Seconds(s.StartSeconds), Seconds(s.EndSeconds));
                var speaker = s.Speaker is null ? "" : $"  (speaker: {s.Speaker})";
                var part = Answer(s.Speech ? s.Scores : null, s.UncertainBecause, top);
                output.WriteLine($"{new string(' ', fileWidth)}  {start,8} - {end,8}  {part}{Known(s.Voice)}{speaker}{Said(s.Text)}");
            }

            output.Flush();
        }
    }

    /// <summary>One document; it ends as valid JSON where the work is interrupted.</summary>
    public static void WriteJson(TextWriter output, EmotionRecognizer recognizer, IEnumerable<FilePrediction> results)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, PredictionJson.Options);
        try
        {
            PredictionJson.Write(json, recognizer, PassedOn());
        }
        catch (OperationCanceledException)
        {
            End();
            throw;
        }

        End();

        IEnumerable<FilePrediction> PassedOn()
        {
            foreach (var result in results)
            {
                yield return result;
                // By now it is written.
                Pass(json, bytes, output);
            }
        }

        void End()
        {
            Pass(json, bytes, output);
            output.WriteLine();
        }
    }

    /// <summary>One line of JSON a file.</summary>
    public static void WriteJsonLines(TextWriter output, IEnumerable<FilePrediction> results)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, PredictionJson.LineOptions);
        foreach (var result in results)
        {
            PredictionJson.Write(json, result);
            json.Flush();
            bytes.Write("\n"u8);
            Pass(json, bytes, output);
            json.Reset();
        }
    }

    private static void Pass(Utf8JsonWriter json, ArrayBufferWriter<byte> bytes, TextWriter output)
    {
        json.Flush();
        output.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
        output.Flush();
        bytes.ResetWrittenCount();
    }

    private static string Answer(EmotionScores? scores, IReadOnlyList<string> uncertain, int top)
    {
        if (scores is null) return "(no speech)";
        var best = scores.Top(top).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value * 100:0.0} %"));
        return string.Join("  ", best) + (uncertain.Count > 0 ? $"  (uncertain: {string.Join(", ", uncertain)})" : "");
    }

    private static string Said(string? text) => string.IsNullOrEmpty(text) ? "" : $"  \"{text}\"";

    private static string Known(Voice? voice) =>
        voice is null ? "" : FormattableString.Invariant($"  (voice: {voice.Name}, {voice.Clips} clip{(voice.Clips == 1 ? "" : "s")})");

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");
}
