using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Names the emotion in speech with a trained model. Load it once and use it from any number of threads.
/// </summary>
public sealed class EmotionRecognizer
{
    /// <summary>The name of the model that <see cref="LoadBuiltIn"/> gives.</summary>
    public const string DefaultModel = "base";

    /// <summary>The word in <see cref="EmotionPrediction.UncertainBecause"/> for a confidence that was too often wrong.</summary>
    public const string LowConfidence = "low-confidence";

    private const string ResourcePrefix = "model/";
    private const double SegmentSeconds = 1.5;

    private readonly ConcurrentBag<Worker> _idle = [];
    private readonly ModelBundle _bundle;
    private readonly IModel _model;

    /// <summary>Makes a recogniser of a bundle that is in memory.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="name">What the bundle is called in errors.</param>
    /// <exception cref="ModelFormatException">The weights do not fit the recipe.</exception>
    public EmotionRecognizer(ModelBundle bundle, string name)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        _bundle = bundle;
        try
        {
            _model = ModelFactory.Restore(bundle);
            _idle.Add(new Worker(bundle, _model));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or InvalidDataException)
        {
            throw new ModelFormatException(name, "its weights do not fit its recipe: " + e.Message, e);
        }
    }

    /// <summary>The models that come with the library.</summary>
    public static IReadOnlyList<string> BuiltInNames { get; } =
    [
        .. typeof(EmotionRecognizer).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(n => n[ResourcePrefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What the model says of itself.</summary>
    public ModelManifest Manifest => _bundle.Manifest;

    /// <summary>The model card, Markdown.</summary>
    public string Card => _bundle.Card;

    /// <summary>The emotions that the model knows, in the order of its scores.</summary>
    public LabelSet Labels => Manifest.Labels;

    /// <summary>Loads a model bundle.</summary>
    /// <param name="path">A <c>.undertone</c> file.</param>
    /// <exception cref="ModelFormatException">It is damaged, foreign or of another version.</exception>
    public static EmotionRecognizer Load(string path) => new(ModelBundle.Load(path), path);

    /// <summary>Loads a model that comes with the library.</summary>
    /// <param name="name">One of <see cref="BuiltInNames"/>. Default <c>base</c>.</param>
    /// <exception cref="ArgumentException">There is no built-in model of that name.</exception>
    public static EmotionRecognizer LoadBuiltIn(string name = DefaultModel) => new(LoadBuiltInBundle(name), name);

    /// <summary>Reads the bundle of a model that comes with the library.</summary>
    /// <param name="name">One of <see cref="BuiltInNames"/>. Default <c>base</c>.</param>
    /// <exception cref="ArgumentException">There is no built-in model of that name.</exception>
    public static ModelBundle LoadBuiltInBundle(string name = DefaultModel)
    {
        using var stream = typeof(EmotionRecognizer).Assembly.GetManifestResourceStream(ResourcePrefix + name)
            ?? throw new ArgumentException($"There is no built-in model '{name}'; there are: {string.Join(", ", BuiltInNames)}.");
        return ModelBundle.Load(stream, name);
    }

    /// <summary>Answers for an audio file.</summary>
    /// <param name="path">A file of any format that <see cref="AudioClip.Load(string, int?)"/> reads.</param>
    /// <param name="segments">Whether to answer for consecutive parts of 1.5 s as well. Default false.</param>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    public EmotionPrediction Predict(string path, bool segments = false) => Predict(AudioClip.Load(path), segments);

    /// <summary>Answers for a clip.</summary>
    /// <param name="clip">Audio at any rate.</param>
    /// <param name="segments">Whether to answer for consecutive parts of 1.5 s as well. Default false.</param>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    public EmotionPrediction Predict(AudioClip clip, bool segments = false)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (!_idle.TryTake(out var worker))
        {
            worker = new Worker(_bundle, _model.ServesManyThreads ? _model : ModelFactory.Restore(_bundle));
        }

        try
        {
            RequireUsable(clip);
            var heard = new HeardClip(clip);
            var quality = QualityMeter.Measure(heard, BandHz);
            var all = Answer(worker, heard, quality, 0, clip.DurationSeconds);
            return new EmotionPrediction(clip.DurationSeconds, all.Speech, all.Emotion, all.Confidence, all.Uncertain, all.Scores)
            {
                Quality = quality,
                UncertainBecause = all.UncertainBecause,
                Segments = segments ? [.. Parts(clip).Select(p => AnswerPart(worker, heard, quality, p.Start, p.End))] : null,
            };
        }
        finally
        {
            _idle.Add(worker);
        }
    }

    /// <summary>
    /// Answers for many files, several at a time: a lazy sequence in the order of the files. Each answer comes as soon as it and all before
    /// it are there. A file that cannot be answered, for whatever reason, is one with an error; the others are answered.
    /// </summary>
    /// <param name="files">Files of formats that <see cref="AudioClip.Load(string, int?)"/> reads; taken as the work goes on.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work; answers that are there by then still come before the exception.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public IEnumerable<FilePrediction> PredictFiles(
        IEnumerable<string> files, BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new FileBatch(this, options ?? new BatchOptions()).Predict(files, cancellationToken);
    }

    private void RequireUsable(AudioClip clip)
    {
        foreach (var rate in new[] { Manifest.Recipe.SampleRateHz, SpeechDetector.SampleRateHz })
        {
            if (Resampler.Supports(clip.SampleRateHz, rate)) continue;
            throw new InvalidDataException(FormattableString.Invariant(
                $"its rate of {clip.SampleRateHz} Hz cannot be brought to the {rate} Hz of the model. Export it at its true rate."));
        }

        if (!TensorPrimitives.IsFiniteAll<float>(clip.Samples))
            throw new InvalidDataException("it holds samples that are no finite numbers. Export it again with samples from -1 to 1.");
    }

    /// <summary>The band that the model hears; one that hears everything is bound by its rate.</summary>
    private double BandHz => Manifest.Recipe.Hearing.BandHz ?? HearingPlan.HighestHz(Manifest.Recipe.SampleRateHz);

    private SegmentPrediction AnswerPart(Worker worker, HeardClip heard, RecordingQuality quality, int start, int end)
    {
        double rate = heard.Recording.SampleRateHz;
        return Answer(worker, heard.Part(start, end), quality, start / rate, end / rate);
    }

    private SegmentPrediction Answer(Worker worker, HeardClip heard, RecordingQuality quality, double startSeconds, double endSeconds)
    {
        var speech = heard.HasSpeech;
        var scores = new EmotionScores(Labels, speech ? worker.Probabilities(heard) : Uniform());
        var best = scores.ArgMax();
        var (emotion, confidence) = speech ? (Labels[best], scores[best].Value) : (null, 0);
        string[] because = speech ? [.. Reasons(confidence, quality)] : [];
        return new SegmentPrediction(startSeconds, endSeconds, speech, emotion, confidence, because.Length > 0, scores)
        {
            UncertainBecause = because,
        };
    }

    private IEnumerable<string> Reasons(double confidence, RecordingQuality quality) =>
        confidence < Manifest.UncertainBelow
            ? quality.Flags.Select(QualityFlags.Word).Prepend(LowConfidence)
            : quality.Flags.Select(QualityFlags.Word);

    /// <summary>Consecutive parts of 1.5 s; a rest shorter than half of that belongs to the part before.</summary>
    private static IEnumerable<(int Start, int End)> Parts(AudioClip clip)
    {
        var size = (int)(SegmentSeconds * clip.SampleRateHz);
        var count = Math.Max(1, (int)Math.Round((double)clip.Samples.Length / size));
        for (var i = 0; i < count; i++) yield return (i * size, i == count - 1 ? clip.Samples.Length : (i + 1) * size);
    }

    private float[] Uniform()
    {
        var probabilities = new float[Labels.Count];
        Array.Fill(probabilities, 1f / probabilities.Length);
        return probabilities;
    }

    /// <summary>What one thread needs to answer.</summary>
    private sealed class Worker(ModelBundle bundle, IModel model)
    {
        private readonly FeaturePipeline _pipeline = new(bundle.Manifest.Recipe);
        private readonly float[] _probabilities = new float[bundle.Manifest.Labels.Count];

        public ReadOnlySpan<float> Probabilities(HeardClip heard)
        {
            var input = _pipeline.Compute(heard);
            bundle.Manifest.Scaler.Transform(input);
            if (!TensorPrimitives.IsFiniteAll<float>(input))
            {
                throw new InvalidDataException(
                    "its samples are so large that its features overflow. Export it again with samples within full scale (-1 to 1).");
            }

            model.Predict([input], _probabilities);
            return _probabilities;
        }
    }
}
