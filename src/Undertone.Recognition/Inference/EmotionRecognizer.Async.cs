using System.Runtime.CompilerServices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <content>The forms that do not block: the same work, done by the thread pool.</content>
public sealed partial class EmotionRecognizer
{
    /// <inheritdoc/>
    public Task<EmotionPrediction> PredictAsync(string path, bool segments = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Task.Run(
            () =>
            {
                using var reader = AudioReader.Open(path);
                return Answer(reader, segments, cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<EmotionPrediction> PredictAsync(AudioClip clip, bool segments = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Task.Run(() => Predict(clip, new RecordingOptions { Segments = segments }, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<EmotionPrediction> PredictAsync(
        Stream audio, string name, bool segments = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(name);
        using var bytes = new MemoryStream();
        await audio.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        bytes.Position = 0;
        return await Task.Run(
            () =>
            {
                using var reader = AudioReader.Open(bytes, name);
                return Answer(reader, segments, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<FilePrediction> PredictFilesAsync(
        IEnumerable<string> files, BatchOptions? options = null, CancellationToken cancellationToken = default) =>
        WithoutBlocking(OpenBatch(files, options), files, cancellationToken);

    /// <inheritdoc/>
    public StreamingRecognizer OpenStream(int sampleRateHz, StreamingOptions? options = null) => new(this, sampleRateHz, options);

    private static async IAsyncEnumerable<FilePrediction> WithoutBlocking(
        FileBatch batch, IEnumerable<string> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answers = batch.Predict(files, cancellationToken).GetEnumerator();
        // The token is the batch's: it hands out what is there before it ends.
        while (await Task.Run(answers.MoveNext, CancellationToken.None).ConfigureAwait(false)) yield return answers.Current;
    }

    private EmotionPrediction Answer(AudioReader reader, bool segments, CancellationToken cancellationToken)
    {
        var answer = RecordingReader.Answer(this, reader, new RecordingOptions { Segments = segments }, cancellationToken);
        // A part of an answer is no answer for who asked for the whole.
        cancellationToken.ThrowIfCancellationRequested();
        return answer;
    }
}
