using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;
using Undertone.Learning.State;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>
/// Trains the models of a run: one a fold, and the refit on all the data. The inputs are asked for only where something is left to train.
/// </summary>
/// <param name="job">What is trained.</param>
/// <param name="data">The utterances with their labels.</param>
/// <param name="inputs">The features of each utterance, unscaled; behind them those of its copies, where the recipe has them.</param>
/// <param name="progress">Told of every epoch.</param>
internal sealed class FoldTrainer(TrainingJob job, TrainingData data, Lazy<float[][]> inputs, IProgress<TrainingProgress>? progress)
{
    private readonly FeaturePipeline _view = new(job.Recipe);
    private readonly SpeechEncoder? _encoder = job.Recipe.Encoder is { } plan ? EncoderCatalog.Load(plan) : null;

    /// <summary>The answers of a fold that is finished; null where something is left to do.</summary>
    public TrainedFold? TryReadBack(FoldPlan fold, TrainingFolder folder)
    {
        var expected = Array.ConvertAll(fold.Test, i => data.Utterances[i]);
        return JsonFile.TryRead(folder.Fold, json =>
        {
            var bestEpoch = json.WholeNumber("bestEpoch", 0);
            return Load(folder.Predictions) is { } answers && TryLoadVoices() is { } voices
                ? new TrainedFold(answers, bestEpoch) { Voices = voices }
                : null;
        });

        TestedUtterance[]? Load(string path) => PredictionsCsv.TryLoad(path, data.Labels, fold.Number, expected);

        VoiceAnswers[]? TryLoadVoices()
        {
            if (!job.Recipe.Training.Voices) return [];
            var loaded = VoiceAnswers.Tried.Select(clips => (clips, Answers: Load(folder.VoicePredictions(clips)))).ToArray();
            return loaded.All(l => l.Answers is not null) ? Array.ConvertAll(loaded, l => new VoiceAnswers(l.clips, l.Answers!)) : null;
        }
    }

    /// <summary>
    /// Trains on a fold and answers for its test part; the folder then holds its model, its answers and, written last, its best epoch.
    /// </summary>
    public TrainedFold TrainAndTest(FoldPlan fold, int folds, TrainingFolder folder, CancellationToken cancellationToken)
    {
        var speakers = VoiceMembers(fold);
        var watched = fold.Validation.Length == 0 ? fold.Test : [];
        var trained = Train(fold, $"fold {fold.Number}/{folds}", folder, job.Recipe.Training.Epochs, cancellationToken, watched);
        var tested = Answer(trained, fold);
        trained = trained with { Voices = FitVoices(trained, fold, speakers, cancellationToken) };
        VoiceAnswers[] voices = trained.Voices is { } head
            ? VoiceTest.Answer(head, trained.Model, Scaled(trained.Scaler, fold.Test), tested, job.Seed)
            : [];
        Bundle(trained, [.. fold.Train, .. fold.Validation], null).Save(folder.Model);
        PredictionsCsv.Save(folder.Predictions, data.Labels, tested);
        foreach (var (clips, answers) in voices) PredictionsCsv.Save(folder.VoicePredictions(clips), data.Labels, answers);
        JsonFile.Write(folder.Fold, new JsonObject { ["bestEpoch"] = trained.BestEpoch });
        return new TrainedFold(tested, trained.BestEpoch) { Voices = voices };
    }

    /// <summary>Trains on a fold and answers for its test part, leaving nothing in the folder but a network's checkpoints.</summary>
    public TrainedFold Try(FoldPlan fold, TrainingFolder folder, CancellationToken cancellationToken)
    {
        var trained = Train(fold, "", folder, job.Recipe.Training.Epochs, cancellationToken);
        return new TrainedFold(Answer(trained, fold), trained.BestEpoch);
    }

    /// <summary>Trains on all the data and writes the run's model; one that is there already is read back.</summary>
    public ModelBundle Refit(TrainingFolder folder, int? epochs, EvaluationResult? evaluation, CancellationToken cancellationToken)
    {
        if (File.Exists(folder.Model)) return ModelBundle.Load(folder.Model);
        var all = Enumerable.Range(0, data.Utterances.Count).ToArray();
        var fold = new FoldPlan(0, all, [], []);
        var speakers = VoiceMembers(fold);
        var most = job.Recipe.Training.Epochs;
        var trained = Train(fold, "refit", folder, job.Recipe.Training.Patience is null ? most : epochs ?? most, cancellationToken);
        trained = trained with { Voices = FitVoices(trained, fold, speakers, cancellationToken) };
        var bundle = Bundle(trained, all, evaluation);
        bundle.Save(folder.Model);
        return bundle;
    }

    /// <summary>Trains on a fold.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="stage">What progress calls it.</param>
    /// <param name="folder">Where checkpoints lie.</param>
    /// <param name="epochs">The most epochs of a network.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="watched">Utterances whose figures a network reports each epoch; nothing is chosen by them.</param>
    private TrainedModel Train(
        FoldPlan fold, string stage, TrainingFolder folder, int epochs, CancellationToken cancellationToken, params int[] watched)
    {
        var rows = WithCopies(fold.Train);
        var scaler = job.Recipe.Scaler == ScalerKind.Encoder
            ? _encoder!.Scaler
            : Scalers.Fit(job.Recipe.Scaler.ToString().ToLowerInvariant(), Unscaled(rows), _view.Columns);
        var train = Sampled(rows, fold.Number);
        var samples = new PartSamples(job.Recipe.Training, data, fold);
        var part = new TrainingPart(
            job.Recipe.Training.Augmentation is { } stages
                ? samples.ToLearn(Originals(train), Unscaled(train), new ScaledAugmentation(stages, _view.InputShape, scaler))
                : samples.ToLearn(Originals(train), Scaled(scaler, train), null),
            samples.ToWatch(fold.Validation, Scaled(scaler, fold.Validation)), data.Labels.Count, Seed(fold.Number));
        if (job.Recipe.Model.Classifier is { } classifier)
        {
            progress?.Report(new TrainingProgress(stage, 0, 1));
            return new TrainedModel(FitClassical(classifier, part, cancellationToken), scaler, 0);
        }

        if (watched.Length > 0) part = part with { Watched = new SampleSet(Scaled(scaler, watched), Targets(watched)) };
        var (model, bestEpoch) = NetworkFitter.Fit(
            job, _encoder, _view.InputShape, part, epochs, folder, done => progress?.Report(new TrainingProgress(stage, done.Epoch, epochs)
            {
                Loss = done.TrainLoss,
                ValidationUar = done.ValidationUnweightedAverageRecall,
                LearningRate = done.LearningRate,
            }), cancellationToken);
        return new TrainedModel(model, scaler, bestEpoch);
    }

    /// <summary>
    /// The training utterances that a voice head learns from; asked for before anything is trained, as there may be too few.
    /// </summary>
    private int[] VoiceMembers(FoldPlan fold) => job.Recipe.Training.Voices
        ? Array.ConvertAll(
            VoiceHeadFitter.Members(Array.ConvertAll(fold.Train, i => data.Utterances[i]), Targets(fold.Train)), i => fold.Train[i])
        : [];

    private VoiceHead? FitVoices(TrainedModel trained, FoldPlan fold, int[] members, CancellationToken cancellationToken)
    {
        if (!job.Recipe.Training.Voices) return null;
        var embeddings = VoiceTest.Embeddings(trained.Model, Scaled(trained.Scaler, members), data.Labels.Count);
        var own = data with { Utterances = Array.ConvertAll(members, i => data.Utterances[i]), Targets = Targets(members) };
        return VoiceHeadFitter.Fit(job, own, embeddings, Seed(fold.Number), cancellationToken);
    }

    private TestedUtterance[] Answer(TrainedModel trained, FoldPlan fold)
    {
        var classes = data.Labels.Count;
        var probabilities = new float[fold.Test.Length * classes];
        trained.Model.Predict(Scaled(trained.Scaler, fold.Test), probabilities);
        return
        [
            .. fold.Test.Select((u, i) => new TestedUtterance(
                data.Utterances[u], fold.Number, data.Targets[u], probabilities[(i * classes)..((i + 1) * classes)])),
        ];
    }

    /// <summary>The rows of utterances and of their copies.</summary>
    private int[] WithCopies(int[] members)
    {
        var count = job.Recipe.Training.Copies?.Count ?? 0;
        return [.. Enumerable.Range(0, 1 + count).SelectMany(copy => members.Select(i => i + (copy * data.Utterances.Count)))];
    }

    /// <summary>The training rows of a fold, balanced as the recipe wants it.</summary>
    private int[] Sampled(int[] rows, int fold)
    {
        var targets = Targets(rows);
        var chosen = job.Recipe.Training.Sampling switch
        {
            SamplingMode.OverSample => Resampling.OverSample(targets, data.Labels.Count, Seed(fold)),
            SamplingMode.UnderSample => Resampling.UnderSample(targets, data.Labels.Count, Seed(fold)),
            _ => null,
        };
        return chosen is null ? rows : Array.ConvertAll(chosen, i => rows[i]);
    }

    private ClassicalModel FitClassical(ClassifierOptions classifier, TrainingPart part, CancellationToken cancellationToken)
    {
        var train = part.Train;
        var rows = new LabeledRows(ClassicalModel.Rows(train.Inputs), _view.Columns, train.Labels, part.Classes, train.Weights);
        if (job.Recipe.Training.BalancedClassWeights) rows = rows.WithClassWeights(ClassWeights.Balanced(train.Labels, part.Classes));
        var fitted = Classifiers.Fit(classifier, rows, part.Seed, job.Threads, cancellationToken);
        fitted.Threads = job.Threads;
        return new ClassicalModel(fitted);
    }

    private ModelBundle Bundle(TrainedModel trained, int[] members, EvaluationResult? evaluation)
    {
        var own = data with { Utterances = Array.ConvertAll(members, i => data.Utterances[i]) };
        var corpora = own.Corpora();
        var manifest = new ModelManifest
        {
            Name = job.ModelName,
            PackageVersion = PackageVersion.Text,
            Recipe = job.Recipe,
            Labels = data.Labels,
            InputShape = _view.InputShape,
            Scaler = trained.Scaler,
            ModelSettings = trained.Model.Settings,
            Voices = trained.Voices is { } head ? Calibrated(head.Settings, evaluation?.Voices) : null,
            Encoder = _encoder is null ? null : EncoderJson.Of(_encoder),
            TrainingCorpora = corpora,
            Speakers = own.Speakers(),
            TrainingAudio = own.AudioHashes(),
            Seed = job.Seed,
            Temperature = evaluation?.Calibration?.Temperature ?? 1,
            UncertainBelow = evaluation?.Calibration?.UncertainBelow ?? 0,
            Evaluation = evaluation?.ToJson(),
        };
        StateTensor[] weights = [.. trained.Model.Weights(), .. trained.Voices?.Weights() ?? []];
        var card = ModelCard.Write(job, data.Labels, corpora, evaluation, _encoder);
        return new ModelBundle(manifest, ModelBundle.Join(weights, _view.Encoder?.Weights ?? []), card);
    }

    private static VoiceSettings Calibrated(VoiceSettings settings, VoiceTable? tested) => tested?.Calibration is { } found
        ? settings with { Temperature = found.Temperature, UncertainBelow = found.UncertainBelow }
        : settings;

    private float[][] Scaled(IScaler scaler, int[] rows) => Array.ConvertAll(rows, i =>
    {
        var input = (float[])inputs.Value[i].Clone();
        scaler.Transform(input);
        return input;
    });

    private float[][] Unscaled(int[] rows) => Array.ConvertAll(rows, i => inputs.Value[i]);

    private int[] Targets(int[] rows) => Array.ConvertAll(Originals(rows), i => data.Targets[i]);

    /// <summary>The utterances that rows are of.</summary>
    private int[] Originals(int[] rows) => Array.ConvertAll(rows, i => i % data.Utterances.Count);

    private ulong Seed(int fold) => ((ulong)(uint)job.Seed << 16) + (ulong)fold;

    private sealed record TrainedModel(IModel Model, IScaler Scaler, int BestEpoch)
    {
        public VoiceHead? Voices { get; init; }
    }
}
