using System.Text.Json;
using System.Text.Json.Serialization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference;

/// <summary>
/// What <see cref="JsonSerializer"/> needs to write and read answers without reflection, as trimmed and native programs do; for
/// <c>TypeInfoResolverChain</c> of a web service too.
/// </summary>
[JsonSerializable(typeof(EmotionPrediction))]
[JsonSerializable(typeof(FilePrediction))]
[JsonSerializable(typeof(SegmentPrediction))]
[JsonSerializable(typeof(StreamingPrediction))]
[JsonSerializable(typeof(EmotionScores))]
[JsonSerializable(typeof(IReadOnlyList<FilePrediction>))]
[JsonSerializable(typeof(IAsyncEnumerable<FilePrediction>))]
public sealed partial class PredictionJsonContext : JsonSerializerContext
{
    // Not Default: which of the two is made first is not said, since it stands in a file of its own.
    internal static JsonSerializerOptions Line { get; } = new(JsonText.Line) { TypeInfoResolver = new PredictionJsonContext() };
}
