using System.Runtime.CompilerServices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>What every <see cref="IEmotionRecognizer"/> does by the forms that it has.</summary>
public static class RecognizerExtensions
{
    /// <summary>Answers for many clips, several at a time: a sequence in the order of the clips.</summary>
    /// <param name="recognizer">The model.</param>
    /// <param name="clips">Audio at any rates; taken as the work goes on, one clip a processor ahead of the answers.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well. Default false.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidDataException">The model cannot take a clip: its rate is too far off, or samples overflow.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static async IAsyncEnumerable<EmotionPrediction> PredictAsync(
        this IEmotionRecognizer recognizer, IEnumerable<AudioClip> clips, bool segments = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(clips);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = new Queue<Task<EmotionPrediction>>();
        try
        {
            foreach (var clip in clips)
            {
                begun.Enqueue(recognizer.PredictAsync(clip, segments, stop.Token));
                if (begun.Count > Environment.ProcessorCount) yield return await begun.Dequeue().ConfigureAwait(false);
            }

            while (begun.TryDequeue(out var next)) yield return await next.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(begun)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Answers for the bytes of an audio file as one element of <c>results</c>: what is wrong with them is part of the answer, as
    /// <c>predict --json</c> has it, and not thrown.
    /// </summary>
    /// <param name="recognizer">The model.</param>
    /// <param name="audio">The bytes, from the present position to the end; the caller closes it.</param>
    /// <param name="name">What the answer calls it, such as the name of an uploaded file.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well. Default false.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static async Task<FilePrediction> AnswerAsync(
        this IEmotionRecognizer recognizer, Stream audio, string name, bool segments = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return new FilePrediction(
                name, await recognizer.PredictAsync(audio, name, segments, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            return new FilePrediction(name, null, PredictionError.Of(name, e));
        }
    }
}
