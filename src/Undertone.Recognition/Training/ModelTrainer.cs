using Undertone.Learning.Classical;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>Fits scaler and model of a recipe, and of the one that it is fused with, on the training part of a fold.</summary>
/// <param name="job">What is trained.</param>
/// <param name="data">The utterances with their labels.</param>
/// <param name="inputs">The features of each utterance, unscaled; behind them those of its copies, where the recipe has them.</param>
/// <param name="progress">Told of every epoch.</param>
internal sealed class ModelTrainer(TrainingJob job, TrainingData data, Lazy<float[][]> inputs, IProgress<TrainingProgress>? progress)
{
    /// <summary>What the models see of a clip.</summary>
    public FeaturePipeline View { get; } = new(job.Recipe);

    /// <summary>The encoder that the recipe builds on or starts from; null for none.</summary>
    public SpeechEncoder? Encoder { get; } = job.Recipe.Encoder is { } plan ? EncoderCatalog.Load(plan) : null;

    /// <summary>How often each training utterance is there beside the original.</summary>
    private int Copies { get; init; } = job.Recipe.Training.Copies?.Count ?? 0;

    /// <summary>Which part of each input is this recipe's: all, or what one of two sees that are fused.</summary>
    private Range Own { get; init; } = ..;

    /// <summary>Trains on a fold.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="stage">What progress calls it.</param>
    /// <param name="folder">Where checkpoints lie.</param>
    /// <param name="epochs">The most epochs of a network.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="watched">Utterances whose figures a network reports each epoch; nothing is chosen by them.</param>
    public TrainedModel Train(
        FoldPlan fold, string stage, TrainingFolder folder, int epochs, CancellationToken cancellationToken, params int[] watched)
    {
        if (job.Recipe.Fusion is { } fusion) return TrainBoth(fusion, fold, stage, folder, epochs, watched, cancellationToken);
        var rows = WithCopies(fold.Train);
        var scaler = job.Recipe.Scaler == ScalerKind.Encoder
            ? EncoderRecipe.NetworkOf(Encoder!).Scaler
            : Scalers.Fit(job.Recipe.Scaler.ToString().ToLowerInvariant(), Unscaled(rows), View.Columns);
        var train = Sampled(rows, fold.Number);
        ModelDimension[] dimensions = [.. job.Recipe.Targets.Dimensions.Select(name => ScaleOf(name, fold.Train))];
        var samples = new PartSamples(job.Recipe.Training, data, fold, dimensions);
        var part = new TrainingPart(
            job.Recipe.Training.Augmentation is { } stages
                ? samples.ToLearn(Originals(train), Unscaled(train), new ScaledAugmentation(stages, View.InputShape, scaler))
                : samples.ToLearn(Originals(train), Scaled(scaler, train), null),
            samples.ToWatch(fold.Validation, Scaled(scaler, fold.Validation)), data.Labels.Count, Seed(fold.Number));
        if (job.Recipe.Model.Classifier is { } classifier)
        {
            progress?.Report(new TrainingProgress(stage, 0, 1));
            return new TrainedModel(FitClassical(classifier, part, cancellationToken), scaler, 0) { Dimensions = dimensions };
        }

        if (watched.Length > 0) part = part with { Watched = samples.Watched(watched, Scaled(scaler, watched)) };
        var (model, bestEpoch) = NetworkFitter.Fit(
            job, Encoder, View.InputShape, part, epochs, folder, done => progress?.Report(new TrainingProgress(stage, done.Epoch, epochs)
            {
                Loss = done.TrainLoss,
                ValidationUar = done.ValidationUnweightedAverageRecall,
                LearningRate = done.LearningRate,
            }), cancellationToken);
        return new TrainedModel(model, scaler, bestEpoch) { Dimensions = dimensions };
    }

    /// <summary>Trains two recipes that are fused on the same speech.</summary>
    private TrainedModel TrainBoth(
        FusionPlan fusion, FoldPlan fold, string stage, TrainingFolder folder, int epochs, int[] watched,
        CancellationToken cancellationToken)
    {
        var length = View.First![0];
        var first = Part(job.Recipe.WithoutFusion(), data, ..length).Train(fold, stage, folder, epochs, cancellationToken, watched);
        var answers = new Lazy<float[][]>(() => AnswersOf(first.Model, first.Scaler, length));
        var taught = data with { Teach = (model, of) => model == DistillationPlan.First ? answers.Value : data.Teach!(model, of) };
        var second = Part(fusion.Recipe, taught, length..).Train(
            fold, $"{stage}, {fusion.Recipe.Name}", folder.OfFusion, fusion.Recipe.Training.Epochs, cancellationToken, watched);
        var model = new FusedModel(first.Model, second.Model, length, fusion.Weight);
        return new TrainedModel(model, new FusedScaler(first.Scaler, second.Scaler), first.BestEpoch);

        ModelTrainer Part(Recipe recipe, TrainingData speech, Range own) =>
            new(job with { Recipe = recipe }, speech, inputs, progress) { Copies = Copies, Own = own };
    }

    /// <summary>What the first of two models that are fused says to every utterance.</summary>
    private float[][] AnswersOf(IModel model, IScaler scaler, int length)
    {
        var (own, classes) = (new float[data.Utterances.Count][], data.Labels.Count);
        for (var i = 0; i < own.Length; i++) scaler.Transform(own[i] = inputs.Value[i][..length]);
        var probabilities = new float[own.Length * classes];
        model.Predict(own, probabilities);
        return [.. Enumerable.Range(0, own.Length).Select(i => probabilities[(i * classes)..((i + 1) * classes)])];
    }

    /// <summary>The rows of utterances and of their copies.</summary>
    private int[] WithCopies(int[] members)
    {
        return [.. Enumerable.Range(0, 1 + Copies).SelectMany(copy => members.Select(i => i + (copy * data.Utterances.Count)))];
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

    /// <summary>The scale of a dimension in the training part of a fold.</summary>
    private ModelDimension ScaleOf(string name, int[] train)
    {
        double[] known = [.. train.Select(i => data.Utterances[i].Dimensions?[name]).OfType<double>()];
        return known.Length > 0
            ? ModelDimension.Fit(name, known)
            : throw new CorpusException(
                $"No utterance of a training part has a number for '{name}': bring more speakers who have one.");
    }

    private IModel FitClassical(ClassifierOptions options, TrainingPart part, CancellationToken cancellationToken)
    {
        if (part.Train.Numbers is not { } numbers) return FitClassifier(options, part, cancellationToken);
        var emotions = part.Classes == 0 ? null : FitClassifier(options, part, cancellationToken);
        return new RegressionModel(
            emotions, [.. job.Recipe.Targets.Dimensions.Select((_, d) => FitNumbers(options, part, numbers, d, cancellationToken))]);
    }

    private IRegressor FitNumbers(
        ClassifierOptions options, TrainingPart part, IReadOnlyList<float[]> numbers, int dimension, CancellationToken cancellationToken)
    {
        var train = part.Train;
        int[] known = [.. Enumerable.Range(0, train.Count).Where(i => !float.IsNaN(numbers[i][dimension]))];
        var rows = new NumberedRows(
            ClassicalModel.Rows(Array.ConvertAll(known, i => train.Inputs[i])), View.Columns,
            Array.ConvertAll(known, i => (double)numbers[i][dimension]),
            train.Weights is { } w ? Array.ConvertAll(known, i => w[i]) : null);
        return Regressors.Fit(options, rows, part.Seed, job.Threads, cancellationToken);
    }

    private ClassicalModel FitClassifier(ClassifierOptions classifier, TrainingPart part, CancellationToken cancellationToken)
    {
        var train = part.Train;
        var rows = new LabeledRows(ClassicalModel.Rows(train.Inputs), View.Columns, train.Labels, part.Classes, train.Weights);
        if (job.Recipe.Training.BalancedClassWeights) rows = rows.WithClassWeights(ClassWeights.Balanced(train.Labels, part.Classes));
        var fitted = Classifiers.Fit(classifier, rows, part.Seed, job.Threads, cancellationToken);
        fitted.Threads = job.Threads;
        return new ClassicalModel(fitted);
    }

    /// <summary>What a model sees of rows.</summary>
    public float[][] Scaled(IScaler scaler, int[] rows) => Array.ConvertAll(rows, i =>
    {
        var input = inputs.Value[i][Own];
        scaler.Transform(input);
        return input;
    });

    private float[][] Unscaled(int[] rows) =>
        Array.ConvertAll(rows, i => Own.Equals(..) ? inputs.Value[i] : inputs.Value[i][Own]);

    /// <summary>The labels of rows.</summary>
    public int[] Targets(int[] rows) => Array.ConvertAll(Originals(rows), i => data.Targets[i]);

    /// <summary>The utterances that rows are of.</summary>
    private int[] Originals(int[] rows) => Array.ConvertAll(rows, i => i % data.Utterances.Count);

    /// <summary>The seed of a fold.</summary>
    public ulong Seed(int fold) => ((ulong)(uint)job.Seed << 16) + (ulong)fold;
}
