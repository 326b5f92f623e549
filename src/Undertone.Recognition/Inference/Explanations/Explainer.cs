using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Recognition.Inference.Explanations;

/// <summary>
/// Shows what an answer rests on: the recording as it looks and sounds, and by occlusion, which works for models of any kind, which of its
/// cells spoke for the answer. It works on one thread, and the same sound gives the same bits.
/// </summary>
public static class Explainer
{
    /// <summary>How much of a recording is seen in detail, in seconds from its beginning.</summary>
    public const double MostSeconds = 30;

    private const double MostOccludedSeconds = 15;
    private const double LeastCellSeconds = 0.25;
    private const int MostColumns = 16;
    private const int Bands = 6;

    /// <summary>Answers for a clip and explains the answer.</summary>
    /// <param name="recognizer">The model.</param>
    /// <param name="clip">Audio at any rate, with one sample at least.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Explanation Explain(
        IEmotionRecognizer recognizer, AudioClip clip, ExplanationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(clip);
        options ??= new ExplanationOptions();
        var batch = Batch(options) with { Segments = true, Segmenting = options.Segmenting, Load = _ => clip };
        var answer = Answered(recognizer.PredictFiles(["clip"], batch, cancellationToken).Single());
        return Explain(recognizer, answer, Sketch.Of(clip, MostSeconds, cancellationToken), options, cancellationToken);
    }

    /// <summary>Explains an answer that is there.</summary>
    /// <param name="recognizer">The model that gave it.</param>
    /// <param name="answer">The answer for the mix of all channels, with its segments.</param>
    /// <param name="open">Opens its recording at its own rate, from the beginning; it is closed here.</param>
    /// <param name="options">How; null for the defaults. Of these the segments are those of the answer.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">There is no answer but an error.</exception>
    /// <exception cref="AudioFormatException">The recording is damaged.</exception>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Explanation Explain(
        IEmotionRecognizer recognizer, FilePrediction answer, Func<AudioReader> open, ExplanationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(open);
        if (answer.Prediction is not { } prediction) throw new ArgumentException("There is no answer to explain.", nameof(answer));
        using var reader = open();
        var sketch = Sketch.Of(reader, prediction.DurationSeconds, MostSeconds, cancellationToken);
        reader.RequireSamples();
        return Explain(recognizer, answer, sketch, options ?? new ExplanationOptions(), cancellationToken);
    }

    private static Explanation Explain(
        IEmotionRecognizer recognizer, FilePrediction answer, Sketch sketch, ExplanationOptions options,
        CancellationToken cancellationToken)
    {
        var head = sketch.Head;
        var view = new View(head);
        var (spectrogram, energy) = (view.Spectrogram(), view.Energy());
        cancellationToken.ThrowIfCancellationRequested();
        var pitch = view.Pitch();
        cancellationToken.ThrowIfCancellationRequested();
        var occlusion = options.Occlusion && answer.Prediction!.Emotion is { } emotion
            ? Occlude(recognizer, head, emotion, StartOf(answer.Prediction, head.DurationSeconds), options, cancellationToken)
            : null;
        return new Explanation(recognizer.Manifest, answer, sketch.Waveform, spectrogram, sketch.Speech(), pitch, energy, occlusion);
    }

    /// <summary>Where the part begins that is occluded: around the segment that says the answer most clearly.</summary>
    private static double StartOf(EmotionPrediction prediction, double seconds)
    {
        if (seconds <= MostOccludedSeconds) return 0;
        var clearest = prediction.Segments?.Where(s => s.Speech && s.EndSeconds <= seconds)
            .MaxBy(s => s.Scores[prediction.Emotion!]);
        var middle = clearest is null ? 0 : (clearest.StartSeconds + clearest.EndSeconds) / 2;
        return Math.Clamp(middle - (MostOccludedSeconds / 2), 0, seconds - MostOccludedSeconds);
    }

    private static OcclusionMap? Occlude(
        IEmotionRecognizer recognizer, AudioClip head, string emotion, double startSeconds, ExplanationOptions options,
        CancellationToken cancellationToken)
    {
        var rate = head.SampleRateHz;
        var (from, most) = ((int)(startSeconds * rate), (int)(MostOccludedSeconds * rate));
        var part = new AudioClip(head.Samples[from..Math.Min(head.Samples.Length, from + most)], rate);
        var cell = Math.Max(LeastCellSeconds, part.DurationSeconds / MostColumns);
        var columns = Math.Clamp((int)Math.Ceiling((part.DurationSeconds / cell) - 1e-9), 1, MostColumns);
        // What the model does not hear says nothing.
        var edges = MelScale.Frequencies(Bands + 1, 0, Math.Min(rate, recognizer.Manifest.Recipe.SampleRateHz) / 2.0);
        var occluder = new Occluder(part, head);
        var cells = new Dictionary<string, Cell> { [""] = default };
        for (var c = 0; c < columns; c++)
        {
            for (var b = 0; b < Bands; b++)
            {
                var place = new Cell(c * cell, c == columns - 1 ? double.MaxValue : (c + 1) * cell, edges[b], edges[b + 1]);
                if (occluder.Holds(place)) cells[FormattableString.Invariant($"{c} {b}")] = place;
            }
        }

        var batch = Batch(options) with { Load = name => name.Length == 0 ? part : occluder.Without(cells[name]) };
        var answers = recognizer.PredictFiles(cells.Keys, batch, cancellationToken).Select(Answered)
            .ToDictionary(a => a.File, a => a.Prediction!);
        var whole = answers[""];
        if (!whole.Speech) return null;
        var values = Enumerable.Range(0, columns).Select(c => (IReadOnlyList<double>)Enumerable.Range(0, Bands).Select(b =>
            answers.TryGetValue(FormattableString.Invariant($"{c} {b}"), out var without)
                ? whole.Scores[emotion] - without.Scores[emotion]
                : 0).ToArray()).ToArray();
        return new OcclusionMap(emotion, (double)from / rate, cell, edges, values);
    }

    private static BatchOptions Batch(ExplanationOptions options) => new() { Threads = 1, Voice = options.Voice };

    private static FilePrediction Answered(FilePrediction result) => result.Error is null ? result : throw (result.Error.Exception switch
    {
        InvalidDataException e => e,
        var e => new InvalidOperationException(result.Error.Message, e),
    });
}
