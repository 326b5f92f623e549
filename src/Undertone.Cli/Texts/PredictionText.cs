using System.Buffers;
using System.Text;
using System.Text.Json;
using Undertone.Recognition.Inference;

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
            if (result.Prediction is not { } prediction) continue;
            output.WriteLine(PredictionRow.Of(result, top, fileWidth));
            foreach (var segment in prediction.Segments ?? [])
                output.WriteLine($"{new string(' ', fileWidth)}  {PredictionRow.Of(segment, top)}");
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
}
