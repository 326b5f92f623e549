using Undertone.Cli.Tools;
using Undertone.Recognition.Inference;
using Undertone.Sound.Capture;

namespace Undertone.Cli.Listening;

/// <summary>Listens: blocks of sound to answers, and these to an output.</summary>
internal sealed class Listener(LiveState state, ILiveOutput output) : IDisposable
{
    // The terminal interrupts the recording program too, and its end may be seen first.
    private static readonly TimeSpan InterruptionDelay = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(30);

    private readonly SideWork _speaking = new();
    private readonly SideWork _transcribing = new();
    private string? _said;
    private string? _before;

    /// <summary>Says what is heard whenever it changes; null where nothing is said.</summary>
    public Speaker? Speaker { get; init; }

    /// <summary>Recognises words; null where none are wanted.</summary>
    public Transcriber? Transcriber { get; init; }

    /// <summary>Listens until the sound ends or the work is interrupted, which is how it usually ends.</summary>
    /// <remarks>Where the recording ends by itself, that is thrown when all that was heard is answered and shown.</remarks>
    public void Run(SoundFeed feed, StreamingRecognizer stream, CancellationToken cancellation)
    {
        var utterances = new UtteranceSound(stream.SampleRateHz);
        try
        {
            foreach (var block in feed.Blocks(cancellation))
            {
                state.Hear(block, stream.SampleRateHz);
                if (Transcriber is not null) utterances.Hear(block);
                foreach (var answer in stream.Push(block)) Take(answer, utterances);
                _speaking.Deliver();
                _transcribing.Deliver();
                output.Heard(state);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is the way to end it.
        }

        var fault = feed.Fault;
        if (fault?.SourceException is MicrophoneException && cancellation.WaitHandle.WaitOne(InterruptionDelay)) fault = null;
        output.Stop();
        foreach (var answer in stream.Complete()) Take(answer, utterances);
        if (utterances.Complete() is { } last) Transcribe(last);
        _transcribing.Finish(LastWords);
        output.End(state);
        fault?.Throw();
    }

    public void Dispose()
    {
        _speaking.Dispose();
        _transcribing.Dispose();
    }

    private void Take(StreamingPrediction answer, UtteranceSound utterances)
    {
        state.Add(answer);
        output.Answered(state, answer);
        if (Transcriber is not null && utterances.Add(answer) is { } stretch) Transcribe(stretch);
        if (Speaker is not null) Say(answer);
    }

    /// <summary>Says an emotion that is new and was heard twice, unless something is still being said.</summary>
    private void Say(StreamingPrediction answer)
    {
        if (answer.Emotion is { } emotion && emotion == _before && emotion != _said && !_speaking.IsBusy)
        {
            _said = emotion;
            _speaking.Begin(end =>
            {
                Speaker!.Say(SpokenAnswer.Of(answer), end);
                return () => { };
            });
        }

        _before = answer.Emotion;
    }

    private void Transcribe((double StartSeconds, double EndSeconds, Sound.Audio.AudioClip Clip) stretch) => _transcribing.Begin(end =>
    {
        var words = Transcriber!.Words(stretch.Clip, LiveText.Time(stretch.StartSeconds), end);
        return () =>
        {
            if (words is null) return;
            state.Words = words;
            output.Said(state, stretch.StartSeconds, stretch.EndSeconds, words);
        };
    });
}
