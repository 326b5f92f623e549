using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Inspection;
using Undertone.Recognition.Experiments.Robustness;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>Tests a finished model on labelled speech.</summary>
public sealed class ModelEvaluation
{
    private readonly ModelBundle _bundle;
    private readonly EvaluationOptions _options;
    private readonly Workspace _workspace;

    /// <summary>Prepares the test.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="options">The data.</param>
    /// <param name="workspace">Where features are kept; null for the defaults.</param>
    /// <exception cref="ExperimentOptionException">An option cannot work.</exception>
    /// <exception cref="VoiceException">Voices are asked for, and the model knows none.</exception>
    public ModelEvaluation(ModelBundle bundle, EvaluationOptions options, Workspace? workspace = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (bundle.Manifest.Labels.Count == 0 && (options.Robustness is not null || options.Importance || options.EmbeddingMap))
        {
            throw new ExperimentOptionException(
                options.Robustness is not null ? nameof(options.Robustness)
                : options.Importance ? nameof(options.Importance) : nameof(options.EmbeddingMap),
                "it is told by the recall of emotions, and the model answers on dimensions alone: leave it out.");
        }

        if (options.Voices && bundle.Manifest.Voices is null) throw ModelVoices.None(bundle.Manifest.Name);
        (_bundle, _options, _workspace) = (bundle, options, workspace ?? new Workspace());
    }

    /// <summary>Answers for every utterance and scores the answers.</summary>
    /// <param name="observer">Told of progress and of notes, such as speakers that the model was trained on; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CorpusException">The data cannot be read, or has none of the model's labels.</exception>
    public EvaluationResult Execute(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        observer ??= SilentObserver.Instance;
        var corpora = ExperimentData.Read(_options, _workspace, observer, cancellationToken);
        var data = TrainingData.Map(
            corpora.Utterances, _bundle.Manifest.Labels, DimensionsIn(corpora.Utterances), observer.Note);
        var features = corpora.Features(data.Utterances, _bundle.Manifest.Recipe, observer, cancellationToken).Value;
        var robustness = _options.Robustness is { } asked ? Robustness(corpora, data, asked, observer, cancellationToken) : null;
        corpora.Release();
        int[] all = [.. Enumerable.Range(0, data.Utterances.Count)];
        var model = new Lazy<InspectedModel>(() => InspectedModel.Of(_bundle, features, all, _options.WorkerThreads));
        var importance = _options.Importance
            ? FeatureImportance.Compute(
                [model.Value], _bundle.Manifest.Recipe, data, _bundle.Manifest.Seed, observer, cancellationToken)
            : null;
        return Score(
            _bundle, data, features, _options, observer, robustness, _options.Voices, importance,
            tested => _options.EmbeddingMap
                ? EmbeddingLayout.Of("the model", model.Value, data.Labels.Count, tested, observer)
                : null);
    }

    /// <summary>
    /// The model's dimensions that the data has; a model that tells emotions apart too is tested on them alone where there are none.
    /// </summary>
    private string[] DimensionsIn(IReadOnlyList<Utterance> utterances)
    {
        string[] all = [.. _bundle.Manifest.Dimensions.Select(d => d.Name)];
        string[] known = [.. all.Where(d => utterances.Any(u => u.Dimensions?[d] is not null))];
        return known.Length == 0 && _bundle.Manifest.Labels.Count == 0 ? all : known;
    }

    private RobustnessTable Robustness(
        ExperimentData corpora, TrainingData data, RobustnessOptions asked, IExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        var recognizer = new EmotionRecognizer(_bundle, _bundle.Manifest.Name);
        return new RobustnessTest(_ => recognizer, corpora, data, asked, _options.WorkerThreads).Execute(observer, cancellationToken);
    }

    /// <summary>
    /// Scores a model's answers for utterances whose features are known, whatever rows of copies follow; those given stay as they are.
    /// </summary>
    internal static EvaluationResult Score(
        ModelBundle bundle, TrainingData data, float[][] features, DataOptions options, IExperimentObserver observer,
        RobustnessTable? robustness = null, bool voices = false, ImportanceTable? importance = null,
        Func<IReadOnlyList<TestedUtterance>, EmbeddingMap?>? map = null)
    {
        var manifest = bundle.Manifest;
        var inputs = Array.ConvertAll(features[..data.Utterances.Count], f => (float[])f.Clone());
        foreach (var input in inputs) manifest.Scaler.Transform(input);
        var classes = manifest.Labels.Count;
        var probabilities = new float[inputs.Length * classes];
        var model = ModelFactory.Restore(bundle, options.WorkerThreads);
        var numbers = new float[inputs.Length * manifest.Dimensions.Count];
        model.Predict(inputs, probabilities, default, numbers);
        var unscaled = Tested();
        for (var i = 0; i < inputs.Length; i++)
            TemperatureScaling.Apply(probabilities.AsSpan(i * classes, classes), manifest.Temperature);
        var tested = Tested();

        var speakers = data.Speakers();
        var known = speakers.Intersect(manifest.Speakers).Count(s => !s.EndsWith("/" + Utterance.UnknownSpeaker, StringComparison.Ordinal));
        if (known > 0) observer.Note($"warning: the model was trained on {known} of these {speakers.Count} speakers");
        var trained = manifest.TrainingAudio.ToHashSet(StringComparer.Ordinal);
        var heard = data.Utterances.Count(u => trained.Contains(u.AudioHash));
        if (heard > 0)
        {
            observer.Note($"warning: the model was trained on {heard} of these {tested.Length} recordings, whatever they are called here");
        }

        var independent = heard > 0 ? false : SpeakerOverlap.IsIndependent([.. manifest.Speakers], [.. data.Utterances]);
        var protocol = new Protocol(ProtocolKind.ModelOnData, 1, manifest.Seed, independent) { Selection = options.Selection.Describe() };
        var head = voices ? VoiceHead.Restore(bundle, model.EmbeddingSize) : null;
        return new EvaluationResult(protocol, manifest.Labels, tested, data.Unmapped)
        {
            Robustness = robustness,
            Importance = importance,
            EmbeddingMap = map?.Invoke(tested),
            Voices = head is null
                ? null
                : VoiceTable.Of(protocol, manifest.Labels, VoiceTest.Answer(head, model, inputs, unscaled, manifest.Seed)),
        };

        TestedUtterance[] Tested() =>
        [
            .. data.Utterances.Select((u, i) => TrainingData.Tested(
                u, 1, data.Targets[i], i, classes, probabilities, manifest.Dimensions, numbers)),
        ];
    }
}
