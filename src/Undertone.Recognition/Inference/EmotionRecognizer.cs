using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Segments;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Names the emotion in speech with a trained model. Load it once and use it from any number of threads; dispose it when the last answer is
/// given, and its memory is free.
/// </summary>
public sealed partial class EmotionRecognizer : IEmotionRecognizer, IDisposable
{
    /// <summary>The name of the model that <see cref="LoadBuiltIn"/> gives.</summary>
    public const string DefaultModel = "base";

    /// <summary>The word in <see cref="EmotionPrediction.UncertainBecause"/> for a confidence that was too often wrong.</summary>
    public const string LowConfidence = "low-confidence";

    private const string OwnVoiceName = "this recording";

    // The mean of less is more of their emotion than of the voice.
    internal const int FewestOwn = 2;

    private readonly ConcurrentBag<Worker> _idle = [];
    private readonly IModel _model;
    private readonly ModelVoices _voices;
    private readonly Answers _answers;
    private readonly SpeechEncoder? _encoder;
    private volatile bool _disposed;

    /// <summary>Makes a recogniser of a bundle that is in memory.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="name">What the bundle is called in errors.</param>
    /// <exception cref="ModelFormatException">The weights do not fit the recipe.</exception>
    public EmotionRecognizer(ModelBundle bundle, string name)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Bundle = bundle;
        try
        {
            _model = ModelFactory.Restore(bundle);
            _encoder = EncoderFile.CarriedBy(bundle, name);
            _voices = new ModelVoices(bundle, VoiceHead.Restore(bundle, _model.EmbeddingSize));
            _answers = new Answers(bundle.Manifest, _voices);
            _idle.Add(new Worker(bundle, _model, _encoder));
        }
        catch (EncoderFormatException e)
        {
            throw new ModelFormatException(name, "its encoder cannot be used: " + e.Fault, e);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or InvalidDataException)
        {
            throw new ModelFormatException(name, "its weights do not fit its recipe: " + e.Message, e);
        }
    }

    /// <summary>The models of the package <c>Undertone.Models.Base</c>; none where the program does not have it.</summary>
    public static IReadOnlyList<string> BuiltInNames => BuiltInModels.Names;

    /// <summary>What the model says of itself.</summary>
    public ModelManifest Manifest => Bundle.Manifest;

    /// <inheritdoc/>
    public ModelBundle Bundle { get; }

    /// <summary>The model card, Markdown.</summary>
    public string Card => Bundle.Card;

    /// <summary>The emotions that the model knows, in the order of its scores.</summary>
    public LabelSet Labels => Manifest.Labels;

    /// <summary>Loads a model bundle.</summary>
    /// <param name="path">A <c>.undertone</c> file.</param>
    /// <exception cref="ModelFormatException">It is damaged, foreign or of another version.</exception>
    public static EmotionRecognizer Load(string path) => new(ModelBundle.Load(path), path);

    /// <summary>Loads a model of the package <c>Undertone.Models.Base</c>.</summary>
    /// <param name="name">One of <see cref="BuiltInNames"/>. Default <c>base</c>.</param>
    /// <exception cref="ArgumentException">There is no built-in model of that name.</exception>
    /// <exception cref="InvalidOperationException">The program does not have the package.</exception>
    public static EmotionRecognizer LoadBuiltIn(string name = DefaultModel) => new(LoadBuiltInBundle(name), name);

    /// <summary>Reads the bundle of a model of the package <c>Undertone.Models.Base</c>.</summary>
    /// <param name="name">One of <see cref="BuiltInNames"/>. Default <c>base</c>.</param>
    /// <exception cref="ArgumentException">There is no built-in model of that name.</exception>
    /// <exception cref="InvalidOperationException">The program does not have the package.</exception>
    public static ModelBundle LoadBuiltInBundle(string name = DefaultModel)
    {
        using var stream = BuiltInModels.Open(name);
        return ModelBundle.Load(stream, name);
    }

    /// <summary>Whether the model can answer relative to a voice: its recipe has <c>"training": { "voices": true }</c>.</summary>
    public bool KnowsVoices => _voices.Any;

    /// <inheritdoc/>
    public EmotionPrediction Predict(string path, bool segments = false)
    {
        using var reader = AudioReader.Open(path);
        return Answer(reader, segments, CancellationToken.None);
    }

    /// <inheritdoc/>
    public EmotionPrediction Predict(AudioClip clip, bool segments = false) =>
        Predict(clip, new RecordingOptions { Segments = segments });

    /// <summary>Answers for a clip relative to the voice of its speaker.</summary>
    /// <param name="clip">Audio at any rate.</param>
    /// <param name="voice">What is known of the speaker, by this very model.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well, each from a window of 3 s. Default false.</param>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    public EmotionPrediction Predict(AudioClip clip, Voice voice, bool segments = false)
    {
        ArgumentNullException.ThrowIfNull(voice);
        return Predict(
            clip, new RecordingOptions { Segments = segments, Segmenting = StreamingOptions.Timeline with { Voice = voice } });
    }

    /// <inheritdoc/>
    public Voice Enroll(string name, IEnumerable<AudioClip> clips, bool neutral = false)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var enrollment = BeginEnrollment(name, neutral);
        foreach (var clip in clips) enrollment.Add(clip);
        return enrollment.ToVoice();
    }

    /// <summary>Begins to get to know a speaker, clip by clip.</summary>
    /// <param name="name">What the speaker is called; see <see cref="VoiceName.Fault"/>.</param>
    /// <param name="neutral">Whether all clips are spoken neutrally. Default false.</param>
    /// <exception cref="VoiceException">
    /// The model knows no voices, the name cannot be one, or the model has heard nobody speak neutrally.
    /// </exception>
    public VoiceEnrollment BeginEnrollment(string name, bool neutral = false) => VoiceName.Fault(name) is { } fault
        ? throw new VoiceException($"'{name}' cannot name a voice: {fault}.")
        : BeginEnrollmentOf(name, neutral);

    /// <inheritdoc/>
    public IEnumerable<FilePrediction> PredictFiles(
        IEnumerable<string> files, BatchOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenBatch(files, options).Predict(files, cancellationToken);

    /// <summary>
    /// Gives the memory of the model back. What is asked afterwards is refused; answers that are being made are still given.
    /// </summary>
    public void Dispose()
    {
        _disposed = true;
        _idle.Clear();
    }

    private FileBatch OpenBatch(IEnumerable<string> files, BatchOptions? options)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(files);
        options ??= new BatchOptions();
        options.Validate();
        if (options.Voice is { } voice) _voices.Know(voice);
        if (options.Adapt != Adaptation.None) _ = _voices.Head;
        return new FileBatch(this, options);
    }

    /// <summary>Refuses a rate that is too far off.</summary>
    /// <exception cref="InvalidDataException">It is.</exception>
    internal void RequireRate(int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        foreach (var rate in new[] { Manifest.Recipe.SampleRateHz, SpeechDetector.SampleRateHz })
        {
            if (Resampler.Supports(sampleRateHz, rate)) continue;
            throw new InvalidDataException(FormattableString.Invariant(
                $"its rate of {sampleRateHz} Hz cannot be brought to the {rate} Hz of the model. Export it at its true rate."));
        }
    }

    /// <summary>Refuses samples that are no finite numbers.</summary>
    /// <exception cref="InvalidDataException">One is none.</exception>
    internal static void RequireFinite(ReadOnlySpan<float> samples)
    {
        if (!TensorPrimitives.IsFiniteAll(samples))
            throw new InvalidDataException("it holds samples that are no finite numbers. Export it again with samples from -1 to 1.");
    }

    private void RequireUsable(AudioClip clip)
    {
        RequireRate(clip.SampleRateHz);
        RequireFinite(clip.Samples);
    }

    /// <summary>A voice made ready for answers; null for none.</summary>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    internal KnownVoice? Know(Voice? voice) => voice is null ? null : _voices.Know(voice);

    /// <summary>Begins to cut the segments of a plan out of a recording that comes bit by bit.</summary>
    internal SegmentStream OpenSegments(int sampleRateHz, ISegmentPlan plan) => new(sampleRateHz, Manifest.Recipe, plan);

    /// <summary>Begins to answer for the segments of a recording.</summary>
    internal SegmentAnswers AnswerSegments(double kept, Func<SeenSegment, KnownVoice?> voiceOf) => new(_answers, kept, voiceOf);

    /// <summary>What the model makes of a segment before anything is known of the speaker.</summary>
    internal SeenSegment See(HeardSegment segment)
    {
        var (place, worker) = (segment.Place, Rent());
        try
        {
            var (start, end) = (segment.Seconds(place.Start), segment.Seconds(place.End));
            return new SeenSegment(
                place, segment.Speech ? worker.See(segment.Window, start, end) : new SeenClip(start, end, null, null),
                segment.Seconds(place.From), segment.Seconds(place.To),
                QualityMeter.MeasurePart(segment.Window, segment.BandwidthHz, BandHz), segment.SpeechBlocks, segment.LevelDb);
        }
        finally
        {
            Return(worker);
        }
    }

    private double BandHz => Manifest.Recipe.Hearing.HeardHz(Manifest.Recipe.SampleRateHz);

    /// <summary>Answers for a clip in memory.</summary>
    internal EmotionPrediction Predict(AudioClip clip, RecordingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        RequireUsable(clip);
        if (!options.Segments && clip.DurationSeconds <= RecordingAnswers.WholeSeconds)
            return HearWhole(clip, Know(options.Segmenting.Voice));
        var recording = new RecordingAnswers(this, clip.SampleRateHz, options);
        for (var rest = clip.Samples.AsSpan(); !rest.IsEmpty; rest = rest[Math.Min(rest.Length, clip.SampleRateHz)..])
        {
            cancellationToken.ThrowIfCancellationRequested();
            recording.Push(rest[..Math.Min(rest.Length, clip.SampleRateHz)]);
        }

        return recording.Complete();
    }

    /// <summary>Answers for a clip as one utterance.</summary>
    internal EmotionPrediction HearWhole(AudioClip clip, KnownVoice? known)
    {
        var worker = Rent();
        try
        {
            var heard = new HeardClip(clip);
            var quality = QualityMeter.Measure(heard, BandHz);
            return Prediction(_answers.Of(worker.See(heard, 0, clip.DurationSeconds), quality, known), quality);
        }
        finally
        {
            Return(worker);
        }
    }

    /// <summary>Answers for a long recording by its segments.</summary>
    internal EmotionPrediction Summarize(RecordingSummary summary, double durationSeconds, KnownVoice? known)
    {
        var (quality, probabilities) = (summary.Quality(BandHz), summary.Probabilities());
        var seen = new SeenClip(0, durationSeconds, probabilities, null) { Dimensions = summary.Dimensions() };
        var scores = probabilities is null ? _answers.Scores(seen, null) : new EmotionScores(Labels, probabilities);
        return Prediction(_answers.Of(seen, scores, quality, known), quality);
    }

    private static EmotionPrediction Prediction(SegmentPrediction all, RecordingQuality quality) => new(
        all.EndSeconds, all.Speech, all.Emotion, all.Confidence, all.Uncertain, all.Scores)
    {
        Quality = quality,
        Dimensions = all.Dimensions,
        UncertainBecause = all.UncertainBecause,
        Voice = all.Voice,
    };

    /// <summary>What the model makes of a clip before anything is known of the speaker.</summary>
    internal SeenClip See(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        RequireUsable(clip);
        var worker = Rent();
        try
        {
            return worker.See(new HeardClip(clip), 0, clip.DurationSeconds);
        }
        finally
        {
            Return(worker);
        }
    }

    /// <summary>Begins an enrollment under a name that is no file's, such as that of a folder.</summary>
    internal VoiceEnrollment BeginEnrollmentOf(string name, bool neutral = false)
    {
        if (neutral) _voices.RequireNeutral();
        return new VoiceEnrollment(this, _voices, name, neutral);
    }

    /// <summary>The voice of the parts of one recording; null where there are too few with speech to tell it from their emotions.</summary>
    /// <param name="speaker">What the speaker is called; empty where there is only one.</param>
    /// <param name="parts">The parts in which the speaker speaks.</param>
    internal KnownVoice? OwnVoice(string speaker, IEnumerable<SeenClip> parts)
    {
        var enrollment = BeginEnrollmentOf(speaker.Length > 0 ? speaker : OwnVoiceName);
        foreach (var part in parts) enrollment.Add(part);
        return enrollment.Clips >= FewestOwn ? _voices.Know(enrollment.ToVoice()) : null;
    }

    private Worker Rent()
    {
        if (_idle.TryTake(out var worker)) return worker;
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new Worker(Bundle, _model.ServesManyThreads ? _model : ModelFactory.Restore(Bundle), _encoder);
    }

    private void Return(Worker worker)
    {
        if (!_disposed) _idle.Add(worker);
    }
}
