using System.Text.Json.Nodes;
using Undertone.Learning.State;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;

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
    private readonly ModelTrainer _models = new(job, data, inputs, progress);

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

        TestedUtterance[]? Load(string path) =>
            PredictionsCsv.TryLoad(path, data.Labels, job.Recipe.Targets.Dimensions, fold.Number, expected);

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
        var trained = _models.Train(fold, $"fold {fold.Number}/{folds}", folder, job.Recipe.Training.Epochs, cancellationToken, watched);
        var tested = Answer(trained, fold);
        trained = trained with { Voices = FitVoices(trained, fold, speakers, cancellationToken) };
        VoiceAnswers[] voices = trained.Voices is { } head
            ? VoiceTest.Answer(head, trained.Model, _models.Scaled(trained.Scaler, fold.Test), tested, job.Seed)
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
        var trained = _models.Train(fold, "", folder, job.Recipe.Training.Epochs, cancellationToken);
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
        var trained = _models.Train(fold, "refit", folder, job.Recipe.Training.Patience is null ? most : epochs ?? most, cancellationToken);
        trained = trained with { Voices = FitVoices(trained, fold, speakers, cancellationToken) };
        var bundle = Bundle(trained, all, evaluation);
        bundle.Save(folder.Model);
        return bundle;
    }

    /// <summary>
    /// The training utterances that a voice head learns from; asked for before anything is trained, as there may be too few.
    /// </summary>
    private int[] VoiceMembers(FoldPlan fold) => job.Recipe.Training.Voices
        ? Array.ConvertAll(
            VoiceHeadFitter.Members(Array.ConvertAll(fold.Train, i => data.Utterances[i]), _models.Targets(fold.Train)), i => fold.Train[i])
        : [];

    private VoiceHead? FitVoices(TrainedModel trained, FoldPlan fold, int[] members, CancellationToken cancellationToken)
    {
        if (!job.Recipe.Training.Voices) return null;
        var embeddings = VoiceTest.Embeddings(trained.Model, _models.Scaled(trained.Scaler, members), data.Labels.Count);
        var own = data with { Utterances = Array.ConvertAll(members, i => data.Utterances[i]), Targets = _models.Targets(members) };
        return VoiceHeadFitter.Fit(job, own, embeddings, _models.Seed(fold.Number), cancellationToken);
    }

    private TestedUtterance[] Answer(TrainedModel trained, FoldPlan fold)
    {
        var classes = data.Labels.Count;
        var probabilities = new float[fold.Test.Length * classes];
        var numbers = new float[fold.Test.Length * trained.Dimensions.Count];
        trained.Model.Predict(_models.Scaled(trained.Scaler, fold.Test), probabilities, default, numbers);
        return
        [
            .. fold.Test.Select((u, i) => TrainingData.Tested(
                data.Utterances[u], fold.Number, data.Targets[u], i, classes, probabilities, trained.Dimensions, numbers)),
        ];
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
            Dimensions = trained.Dimensions,
            InputShape = _models.View.InputShape,
            Scaler = trained.Scaler,
            ModelSettings = trained.Model.Settings,
            Voices = trained.Voices is { } head ? Calibrated(head.Settings, evaluation?.Voices) : null,
            Encoder = _models.Encoder?.Describe(),
            TrainingCorpora = corpora,
            Speakers = own.Speakers(),
            TrainingAudio = own.AudioHashes(),
            Seed = job.Seed,
            Temperature = evaluation?.Calibration?.Temperature ?? 1,
            UncertainBelow = evaluation?.Calibration?.UncertainBelow ?? 0,
            Evaluation = evaluation?.ToJson(),
        };
        StateTensor[] weights = [.. trained.Model.Weights(), .. trained.Voices?.Weights() ?? []];
        var card = ModelCard.Write(job, data.Labels, trained.Dimensions, corpora, evaluation, _models.Encoder);
        return new ModelBundle(manifest, ModelBundle.Join(weights, (_models.View.Encoder as NetworkEncoder)?.Weights ?? []), card);
    }

    private static VoiceSettings Calibrated(VoiceSettings settings, VoiceTable? tested) => tested?.Calibration is { } found
        ? settings with { Temperature = found.Temperature, UncertainBelow = found.UncertainBelow }
        : settings;
}
