using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Fleet.Queues;

/// <summary>Answers for the audio of messages within the limits, on any number of threads at a time.</summary>
/// <param name="recognizer">The model.</param>
/// <param name="options">The limits, and the voices.</param>
internal sealed class Scorer(IEmotionRecognizer recognizer, QueueWorkerOptions options)
{
    private readonly VoiceFolder _voices = options.Voices ?? VoiceFolder.OfUser();

    /// <exception cref="MessageException">There is no answer.</exception>
    public async Task<FilePrediction> AnswerAsync(QueueMessage message, byte[] audio, CancellationToken cancellationToken)
    {
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stream = new MemoryStream(audio, writable: false);
        var batch = new BatchOptions
        {
            Threads = 1,
            Voice = VoiceOf(message),
            Open = name =>
            {
                var reader = AudioReader.Open(stream, name);
                Heard(reader.Info.DurationSeconds ?? 0);
                return reader;
            },
            Heard = (_, seconds, _) => Heard(seconds),
        };
        try
        {
            await foreach (var result in recognizer.PredictFilesAsync([message.Name], batch, tooLong.Token).ConfigureAwait(false))
            {
                tooLong.Token.ThrowIfCancellationRequested();
                return result.Error is not { } error ? result : throw new MessageException(error.Code, error.Message, error.Exception);
            }

            throw new OperationCanceledException(tooLong.Token);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new MessageException(MessageException.TooLong, FormattableString.Invariant(
                $"{message.Name}: the recording is longer than {options.MaxDuration.TotalSeconds} s. Cut it up, or raise --max-minutes."));
        }

        void Heard(double seconds)
        {
            if (seconds > options.MaxDuration.TotalSeconds) tooLong.Cancel();
        }
    }

    private Voice? VoiceOf(QueueMessage message)
    {
        try
        {
            return message.Voice is { } name ? _voices.Load(name) : null;
        }
        catch (VoiceException e)
        {
            throw new MessageException(MessageException.Voice, e.Message, e);
        }
    }
}
