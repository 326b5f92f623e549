using Microsoft.Extensions.Logging;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Extensions.AI;

/// <summary>
/// What is heard in one audio stream. It is decoded once, from the beginning on; what is wrong with it is logged once, and then there is
/// nothing heard. Not for two calls at once.
/// </summary>
internal sealed class HeardAudio(
    IEmotionRecognizer recognizer, EmotionOptions options, ILogger logger, AudioBytes audio, CancellationToken cancellationToken)
{
    /// <summary>What messages call the audio: of its file nothing is known.</summary>
    private const string Name = "the audio";

    private readonly Task<AudioClip> _decoding = Task.Run(() => Decode(audio, options.MaxDuration, cancellationToken), cancellationToken);
    private IReadOnlyList<SegmentPrediction>? _timeline;
    private bool _failed;

    /// <summary>Waits until nothing is decoded any more, well or not.</summary>
    public async Task EndAsync() => await ((Task)_decoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Waits until the audio is decoded, and tells where it cannot be.</summary>
    public Task DecodedAsync() => UnlessFaulty(clip => Task.FromResult<AudioClip?>(clip));

    /// <summary>The emotion of all of it, and where somebody speaks; null where it cannot be heard.</summary>
    public Task<WholeAudio?> WholeAsync() => UnlessFaulty(async clip =>
    {
        var emotion = await recognizer.PredictAsync(clip, segments: false, cancellationToken).ConfigureAwait(false);
        // The detector itself cannot be stopped; who leaves does not wait for it.
        var finding = Task.Run(
            () => SpeechSpans.Find(SpeechDetector.Default.Probabilities(clip), clip.DurationSeconds), cancellationToken);
        return new WholeAudio(emotion, await finding.WaitAsync(cancellationToken).ConfigureAwait(false));
    });

    /// <summary>The emotion from one place to another; null where it cannot be heard, or the audio has no such place.</summary>
    public Task<SegmentPrediction?> SpanAsync(TimeSpan start, TimeSpan end) => UnlessFaulty(async clip =>
    {
        var from = Math.Max(0, start.TotalSeconds);
        var to = Math.Min(end.TotalSeconds, clip.DurationSeconds);
        if (to < from || from >= clip.DurationSeconds) return null;
        var (first, last) = (Sample(clip, from), Sample(clip, to));
        if (to - from < options.MinSpan.TotalSeconds || first == last)
        {
            _timeline ??= (await recognizer.PredictAsync(clip, segments: true, cancellationToken).ConfigureAwait(false)).Segments ?? [];
            return _timeline.LastOrDefault(s => s.StartSeconds <= (from + to) / 2);
        }

        var span = new AudioClip(clip.Samples[first..last], clip.SampleRateHz);
        var answer = await recognizer.PredictAsync(span, segments: false, cancellationToken).ConfigureAwait(false);
        return new SegmentPrediction(
            from, to, answer.Speech, answer.Emotion, answer.Confidence, answer.Uncertain, answer.Scores)
        {
            UncertainBecause = answer.UncertainBecause,
            Voice = answer.Voice,
        };
    });

    private static int Sample(AudioClip clip, double seconds) =>
        (int)Math.Min(clip.Samples.Length, Math.Round(seconds * clip.SampleRateHz));

    private async Task<T?> UnlessFaulty<T>(Func<AudioClip, Task<T?>> hear)
        where T : class
    {
        if (_failed) return null;
        try
        {
            return await hear(await _decoding.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AudioFormatException or InvalidDataException && !options.ThrowOnAudioError)
        {
            _failed = true;
            Log.NotHeard(logger, e.Message, e);
            return null;
        }
    }

    private static AudioClip Decode(AudioBytes audio, TimeSpan most, CancellationToken cancellationToken)
    {
        using var bytes = audio.Open();
        using var reader = AudioReader.Open(bytes, Name);
        return reader.ReadClip(most.TotalSeconds, cancellationToken) ?? throw new InvalidDataException(FormattableString.Invariant(
            $"{Name} is longer than {most:c}. Raise {nameof(EmotionOptions)}.{nameof(EmotionOptions.MaxDuration)}, or cut it up."));
    }
}
