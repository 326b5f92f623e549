using System.Globalization;
using System.Text.Json;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Texts;

/// <summary>Predictions as a table, CSV and JSON.</summary>
internal static class PredictionText
{
    public static void WriteJson(TextWriter output, EmotionRecognizer recognizer, IReadOnlyList<FilePrediction> results)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, PredictionJson.Options)) PredictionJson.Write(json, recognizer, results);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    public static void WriteCsv(TextWriter output, LabelSet labels, IReadOnlyList<FilePrediction> results)
    {
        output.WriteLine("file,durationSeconds,speech,emotion,confidence,uncertain," + string.Join(",", labels.Select(Quote)) + ",error");
        foreach (var (file, p, error) in results)
        {
            var cells = p is null
                ? [Quote(file), "", "", "", "", "", .. labels.Select(_ => ""), Quote(error!.Message)]
                : new List<string>([Quote(file), Number(p.DurationSeconds), p.Speech ? "true" : "false", Quote(p.Emotion ?? ""), Number(p.Confidence), p.Uncertain ? "true" : "false", .. p.Scores.Select(s => Number(s.Value)), ""]);
            output.WriteLine(string.Join(",", cells));
        }
    }

    public static void WriteTable(TextWriter output, IReadOnlyList<FilePrediction> results, int top)
    {
        var good = results.Where(r => r.Prediction is not null).ToArray();
        var nameWidth = good.Select(r => r.File.Length).DefaultIfEmpty(0).Max();
        foreach (var (file, p, _) in good)
        {
            output.WriteLine($"{file.PadRight(nameWidth)}  {Seconds(p!.DurationSeconds),8}  {Answer(p.Speech ? p.Scores : null, top)}{(p.Uncertain ? "  (uncertain)" : "")}");
            foreach (var s in p.Segments ?? [])
            {
                output.WriteLine($"{new string(' ', nameWidth)}  {Seconds(s.StartSeconds),8} - {Seconds(s.EndSeconds),8}  {Answer(s.Emotion is null ? null : s.Scores, top)}");
            }
        }
    }

    private static string Answer(EmotionScores? scores, int top) =>
        scores is null ? "(no speech)" : string.Join("  ", scores.Top(top).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value * 100:0.0} %")));

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
