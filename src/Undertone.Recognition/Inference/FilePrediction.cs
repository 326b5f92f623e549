using System.Text.Json.Serialization;

namespace Undertone.Recognition.Inference;

/// <summary>The answer for one file: a prediction or an error.</summary>
/// <param name="File">The file as the caller named it.</param>
/// <param name="Prediction">What was heard, or null.</param>
/// <param name="Error">What went wrong, or null.</param>
[JsonConverter(typeof(PredictionConverter))]
public sealed record FilePrediction(string File, EmotionPrediction? Prediction, PredictionError? Error)
{
    /// <summary>The channel that was heard, counted from 1; null where all were.</summary>
    public int? Channel { get; init; }

    /// <summary>What a person should know of the recording, one sentence each without its name; none of it is part of the JSON.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The row that <c>undertone predict</c> prints for the file, or the message of its error.</summary>
    public override string ToString() =>
        Prediction is null ? Error?.Message ?? File : PredictionRow.Of(this, PredictionRow.DefaultTop, File.Length);
}
