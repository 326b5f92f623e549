using System.Globalization;
using System.Text.Json;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Stores;

/// <summary>Predictions of a store as tables for other programs.</summary>
public static class PredictionExport
{
    private static readonly string[] Columns =
    [
        "id", "addedAt", "source", "channel", "model", "modelVersion", "durationSeconds", "speech", "emotion", "confidence", "uncertain",
        "label", "labelBy", "labelAt", "labelNote", "tag", "speaker", "audioHash", "audioPath",
    ];

    /// <summary>
    /// Writes the predictions that a query describes as CSV with a row of names: <c>id</c>, <c>addedAt</c>, <c>source</c>,
    /// <c>channel</c>, <c>model</c>, <c>modelVersion</c>, <c>durationSeconds</c>, <c>speech</c>, <c>emotion</c>, <c>confidence</c>,
    /// <c>uncertain</c>, <c>label</c> (what a person says), <c>labelBy</c>, <c>labelAt</c>, <c>labelNote</c>, <c>tag</c>,
    /// <c>speaker</c>, <c>audioHash</c>, <c>audioPath</c>. What is not known is empty; scores and segments stand in the JSON Lines alone.
    /// A text that a spreadsheet would take for a formula (its first character is <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or CR) has
    /// <c>'</c> before it.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="writer">Where to; lines end as it ends them, and it stays open.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="StoreException">The store cannot be reached, or what it holds is damaged.</exception>
    public static async Task WriteCsvAsync(
        IPredictionStore store, TextWriter writer, PredictionQuery query, CancellationToken cancellationToken = default)
    {
        using var csv = new CsvWriter(writer, Columns);
        await foreach (var p in store.ListAllAsync(query, cancellationToken).ConfigureAwait(false)) csv.Write(Row(p));
    }

    /// <summary>Writes the predictions that a query describes as <see cref="StoreJson"/> has them, a line each that ends with LF.</summary>
    /// <param name="store">The store.</param>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="StoreException">The store cannot be reached, or what it holds is damaged.</exception>
    public static async Task WriteJsonLinesAsync(
        IPredictionStore store, Stream stream, PredictionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var line = new MemoryStream();
        await foreach (var prediction in store.ListAllAsync(query, cancellationToken).ConfigureAwait(false))
        {
            line.SetLength(0);
            using (var json = new Utf8JsonWriter(line, PredictionJson.LineOptions)) StoreJson.Write(json, prediction);
            line.WriteByte((byte)'\n');
            await stream.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string[] Row(StoredPrediction p)
    {
        var (entry, answer, correction) = (p.Entry, p.Entry.Result.Prediction!, p.Correction);
        return
        [
            Number(p.Id), StoreTime.Text(p.AddedAt), Cell(entry.Result.File), entry.Result.Channel is { } channel ? Number(channel) : "",
            Cell(entry.Model), Cell(entry.ModelVersion), Number(answer.DurationSeconds), Flag(answer.Speech), Cell(answer.Emotion),
            Number(answer.Confidence), Flag(answer.Uncertain), Cell(correction?.Label), Cell(correction?.By),
            correction is null ? "" : StoreTime.Text(correction.At), Cell(correction?.Note), Cell(entry.Tag), Cell(entry.Speaker),
            entry.AudioHash ?? "", Cell(entry.AudioPath),
        ];
    }

    private static string Cell(string? text) => text is null or "" ? "" : "=+-@\t\r".Contains(text[0]) ? "'" + text : text;

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Number<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
