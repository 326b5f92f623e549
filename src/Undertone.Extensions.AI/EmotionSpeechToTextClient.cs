using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.AI;

/// <summary>
/// Adds the emotion to what another client makes of speech; the text stays as it is. <see cref="SpeechToTextEmotion"/> reads it from the
/// answers.
/// </summary>
/// <remarks>
/// An audio stream is read to its end before the inner client gets it: sound that is still being spoken is for
/// <see cref="IEmotionRecognizer.OpenStream"/>. A stream that can seek is handed on itself, at the position where it came; another one as
/// a stream over its bytes.
/// </remarks>
public sealed class EmotionSpeechToTextClient : DelegatingSpeechToTextClient
{
    private readonly IEmotionRecognizer _recognizer;
    private readonly EmotionOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a client around another one.</summary>
    /// <param name="innerClient">Who makes the text; disposed with this client.</param>
    /// <param name="recognizer">Who names the emotion; the caller disposes it.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="loggers">Where audio that cannot be heard is told; null for nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public EmotionSpeechToTextClient(
        ISpeechToTextClient innerClient, IEmotionRecognizer recognizer, EmotionOptions? options = null, ILoggerFactory? loggers = null)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        (_recognizer, _options) = (recognizer, options ?? new EmotionOptions());
        _options.Validate();
        _logger = loggers?.CreateLogger<EmotionSpeechToTextClient>() ?? NullLogger<EmotionSpeechToTextClient>.Instance;
    }

    /// <summary>Makes text of audio, with the emotion of the whole and the spans of speech.</summary>
    /// <param name="audioSpeechStream">The bytes of an audio file, from the present position to the end; the caller closes it.</param>
    /// <param name="options">Options for the inner client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The inner client's answer.</returns>
    /// <exception cref="InvalidDataException">
    /// The stream holds more than <see cref="EmotionOptions.MaxBytes"/>; or the model cannot take the audio, or it is longer than
    /// <see cref="EmotionOptions.MaxDuration"/>, and <see cref="EmotionOptions.ThrowOnAudioError"/> is set.
    /// </exception>
    /// <exception cref="Sound.Audio.AudioFormatException">
    /// The audio cannot be decoded and <see cref="EmotionOptions.ThrowOnAudioError"/> is set.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public override async Task<SpeechToTextResponse> GetTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        var audio = await AudioBytes.ReadAsync(audioSpeechStream, _options.MaxBytes, cancellationToken).ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hearing = Hear(audio, end.Token).WholeAsync();
        try
        {
            var response = await base.GetTextAsync(audio.Forward, options, cancellationToken).ConfigureAwait(false);
            if (await hearing.ConfigureAwait(false) is not { } heard) return response;
            response.AdditionalProperties ??= [];
            response.AdditionalProperties[SpeechToTextEmotion.EmotionKey] = heard.Emotion;
            response.AdditionalProperties[SpeechToTextEmotion.SpeechKey] = heard.Speech;
            return response;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await ((Task)hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Makes text of audio bit by bit. Each update that has a begin and an end gets the emotion of its own span, before it is handed out.
    /// </summary>
    /// <param name="audioSpeechStream">The bytes of an audio file, from the present position to the end; the caller closes it.</param>
    /// <param name="options">Options for the inner client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The inner client's updates.</returns>
    /// <exception cref="InvalidDataException">
    /// The stream holds more than <see cref="EmotionOptions.MaxBytes"/>; or the model cannot take the audio, or it is longer than
    /// <see cref="EmotionOptions.MaxDuration"/>, and <see cref="EmotionOptions.ThrowOnAudioError"/> is set.
    /// </exception>
    /// <exception cref="Sound.Audio.AudioFormatException">
    /// The audio cannot be decoded and <see cref="EmotionOptions.ThrowOnAudioError"/> is set.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public override async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        var audio = await AudioBytes.ReadAsync(audioSpeechStream, _options.MaxBytes, cancellationToken).ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heard = Hear(audio, end.Token);
        try
        {
            await foreach (var update in base.GetStreamingTextAsync(audio.Forward, options, cancellationToken).ConfigureAwait(false))
            {
                if (update is { StartTime: { } start, EndTime: { } stop }
                    && await heard.SpanAsync(start, stop).ConfigureAwait(false) is { } emotion)
                {
                    update.AdditionalProperties ??= [];
                    update.AdditionalProperties[SpeechToTextEmotion.SegmentKey] = emotion;
                }

                yield return update;
            }

            // Audio that cannot be heard is told even where no update had a place.
            await heard.DecodedAsync().ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await heard.EndAsync().ConfigureAwait(false);
        }
    }

    private HeardAudio Hear(AudioBytes audio, CancellationToken cancellationToken) =>
        new(_recognizer, _options, _logger, audio, cancellationToken);
}
