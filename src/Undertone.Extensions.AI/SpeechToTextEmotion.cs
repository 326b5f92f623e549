using Microsoft.Extensions.AI;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.AI;

/// <summary>Reads what an <see cref="EmotionSpeechToTextClient"/> added to an answer.</summary>
public static class SpeechToTextEmotion
{
    /// <summary>The additional property of a response that holds its <see cref="EmotionPrediction"/>.</summary>
    public const string EmotionKey = "undertone.emotion";

    /// <summary>The additional property of a response that holds its spans of speech.</summary>
    public const string SpeechKey = "undertone.speech";

    /// <summary>The additional property of an update that holds its <see cref="SegmentPrediction"/>.</summary>
    public const string SegmentKey = "undertone.segment";

    /// <summary>
    /// The emotion of the whole recording, with its quality (<see cref="EmotionPrediction.Quality"/>); null where none was added, as for
    /// audio that could not be decoded and for a response that was put together from updates.
    /// </summary>
    /// <param name="response">The response.</param>
    public static EmotionPrediction? GetEmotion(this SpeechToTextResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Get<EmotionPrediction>(response.AdditionalProperties, EmotionKey);
    }

    /// <summary>Where somebody speaks, in order; empty where nobody does, null where nothing was added.</summary>
    /// <param name="response">The response.</param>
    public static IReadOnlyList<SpeechSpan>? GetSpeech(this SpeechToTextResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Get<IReadOnlyList<SpeechSpan>>(response.AdditionalProperties, SpeechKey);
    }

    /// <summary>
    /// The emotion of an update's span. Its seconds are those that were heard: the part of the span that lies in the audio, or, for a span
    /// shorter than <see cref="EmotionOptions.MinSpan"/>, the segment of the timeline around it. Null for an update without a begin and an
    /// end, for one that lies behind the end of the audio, and where the audio could not be decoded.
    /// </summary>
    /// <param name="update">The update.</param>
    public static SegmentPrediction? GetEmotion(this SpeechToTextResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Get<SegmentPrediction>(update.AdditionalProperties, SegmentKey);
    }

    private static T? Get<T>(AdditionalPropertiesDictionary? properties, string key)
        where T : class => properties?.GetValueOrDefault(key) as T;
}
