using System.Runtime.CompilerServices;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Names the emotion in speech while it is heard: blocks of samples of any size go in, an answer comes out for each segment of
/// <see cref="StreamingOptions.HopSeconds"/>. Memory stays the same however long it goes on. Make one for each stream; they share the
/// <see cref="EmotionRecognizer"/>. Not for two threads at once. Dispose it when the stream has ended: what it was opened from may wait for
/// that to replace its model.
/// </summary>
/// <remarks>
/// The answers have the same bits however the samples are cut into blocks, and those of <c>predict --segments</c> for the whole recording
/// with the same window and hop. Speech is found from the beginning of the stream; each window has a level of its own. The answer for a
/// segment comes when its window is heard: half a window behind the segment's middle, and at least a hop behind it.
/// </remarks>
public sealed class StreamingRecognizer : IDisposable
{
    private readonly EmotionRecognizer _recognizer;
    private readonly SegmentStream _segments;
    private readonly SegmentAnswers _answers;
    private bool _completed;
    private bool _disposed;

    /// <summary>Begins a stream.</summary>
    /// <param name="recognizer">The model; any number of streams share it.</param>
    /// <param name="sampleRateHz">Samples a second that will come.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">The model cannot take the rate: it is too far off.</exception>
    /// <exception cref="Voices.VoiceException">The model knows no voices, or the voice is another model's.</exception>
    public StreamingRecognizer(EmotionRecognizer recognizer, int sampleRateHz, StreamingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        options ??= new StreamingOptions();
        options.Validate();
        recognizer.RequireRate(sampleRateHz);
        var voice = recognizer.Know(options.Voice);
        _recognizer = recognizer;
        _segments = recognizer.OpenSegments(sampleRateHz, options.Plan(sampleRateHz));
        _answers = recognizer.AnswerSegments(options.Kept, _ => voice);
        SampleRateHz = sampleRateHz;
    }

    /// <summary>Is called once when the stream is disposed.</summary>
    public event Action? Disposed;

    /// <summary>Samples a second.</summary>
    public int SampleRateHz { get; }

    /// <summary>How much was heard, in seconds.</summary>
    public double HeardSeconds => (double)_segments.Samples / SampleRateHz;

    /// <summary>How many numbers the stream has room for.</summary>
    internal int Capacity => _segments.Capacity;

    /// <summary>Answers while blocks of samples come.</summary>
    /// <param name="recognizer">The model; any number of streams share it.</param>
    /// <param name="blocks">Mono samples, 1 being full scale, in blocks of any sizes.</param>
    /// <param name="sampleRateHz">Samples a second.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    /// <exception cref="Voices.VoiceException">The model knows no voices, or the voice is another model's.</exception>
    /// <exception cref="OperationCanceledException">The stream was ended.</exception>
    public static async IAsyncEnumerable<StreamingPrediction> PredictAsync(
        IEmotionRecognizer recognizer, IAsyncEnumerable<ReadOnlyMemory<float>> blocks, int sampleRateHz, StreamingOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(blocks);
        using var stream = recognizer.OpenStream(sampleRateHz, options);
        await foreach (var block in blocks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var answer in stream.Push(block.Span)) yield return answer;
            cancellationToken.ThrowIfCancellationRequested();
        }

        foreach (var answer in stream.Complete()) yield return answer;
    }

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Mono samples, any number, 1 being full scale.</param>
    /// <returns>The answers for the segments that they complete; often none.</returns>
    /// <exception cref="InvalidOperationException">The stream is completed.</exception>
    /// <exception cref="InvalidDataException">
    /// A sample is no finite number, of which nothing was heard, or samples are so large that features overflow.
    /// </exception>
    public IReadOnlyList<StreamingPrediction> Push(ReadOnlySpan<float> samples)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed) throw new InvalidOperationException("The stream is completed: make another recognizer for another one.");
        if (!samples.IsEmpty) EmotionRecognizer.RequireFinite(samples);
        var answers = new List<StreamingPrediction>();
        _segments.Push(samples, segment => answers.Add(_answers.Of(_recognizer.See(segment))));
        return answers;
    }

    /// <summary>Ends the stream.</summary>
    /// <returns>The answers for the segments that are left; none where no sample came.</returns>
    /// <exception cref="InvalidOperationException">The stream is completed already.</exception>
    /// <exception cref="InvalidDataException">Samples are so large that features overflow.</exception>
    public IReadOnlyList<StreamingPrediction> Complete()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed) throw new InvalidOperationException("The stream is completed already.");
        _completed = true;
        var answers = new List<StreamingPrediction>();
        _segments.Complete(segment => answers.Add(_answers.Of(_recognizer.See(segment))));
        return answers;
    }

    /// <summary>Ends the stream without its last answers, where it was not completed.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Disposed?.Invoke();
    }
}
