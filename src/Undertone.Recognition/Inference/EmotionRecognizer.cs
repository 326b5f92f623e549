using System.Collections.Concurrent;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Names the emotion in speech with a trained model. Load it once and use it from any number of threads.
/// </summary>
public sealed class EmotionRecognizer
{
    /// <summary>The name of the model that <see cref="LoadBuiltIn"/> gives.</summary>
    public const string DefaultModel = "base";

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
        [.. typeof(EmotionRecognizer).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Select(n => n[ResourcePrefix.Length..]).Order(StringComparer.Ordinal)];

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
            ?? throw new ArgumentException($"There is no built-in model '{name}'; there are: {string.Join(", ", BuiltInNames)}.", nameof(name));
        return ModelBundle.Load(stream, name);
    }

    /// <summary>Answers for an audio file.</summary>
    /// <param name="path">A file of any format that <see cref="AudioClip.Load(string, int?)"/> reads.</param>
    /// <param name="segments">Whether to answer for consecutive parts of 1.5 s as well. Default false.</param>
    public EmotionPrediction Predict(string path, bool segments = false) => Predict(AudioClip.Load(path), segments);

    /// <summary>Answers for a clip.</summary>
    /// <param name="clip">Audio at any rate.</param>
    /// <param name="segments">Whether to answer for consecutive parts of 1.5 s as well. Default false.</param>
    public EmotionPrediction Predict(AudioClip clip, bool segments = false)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (!_idle.TryTake(out var worker)) worker = new Worker(_bundle, _model.ServesManyThreads ? _model : ModelFactory.Restore(_bundle));
        try
        {
            var (emotion, confidence, scores) = Answer(worker, clip);
            return new EmotionPrediction(clip.DurationSeconds, emotion is not null, emotion, confidence, emotion is not null && confidence < Manifest.UncertainBelow, scores)
            {
                Segments = segments ? [.. Parts(clip).Select(p => AnswerPart(worker, clip, p.Start, p.End))] : null,
            };
        }
        finally
        {
            _idle.Add(worker);
        }
    }

    private (string? Emotion, double Confidence, EmotionScores Scores) Answer(Worker worker, AudioClip clip)
    {
        var speech = SpeechGate.IsOpen(clip.Samples, clip.SampleRateHz);
        var scores = new EmotionScores(Labels, speech ? worker.Probabilities(clip) : Uniform());
        var best = scores.ArgMax();
        return speech ? (Labels[best], scores[best].Value, scores) : (null, 0, scores);
    }

    private SegmentPrediction AnswerPart(Worker worker, AudioClip clip, int start, int end)
    {
        var (emotion, confidence, scores) = Answer(worker, new AudioClip(clip.Samples[start..end], clip.SampleRateHz));
        return new SegmentPrediction((double)start / clip.SampleRateHz, (double)end / clip.SampleRateHz, emotion, confidence, scores);
    }

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

        public ReadOnlySpan<float> Probabilities(AudioClip clip)
        {
            var input = _pipeline.Compute(clip);
            bundle.Manifest.Scaler.Transform(input);
            model.Predict([input], _probabilities);
            return _probabilities;
        }
    }
}
