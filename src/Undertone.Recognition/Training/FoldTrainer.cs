using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>Trains the models of a run: one a fold, and the refit on all the data. The inputs are asked for only where something is left to train.</summary>
internal sealed class FoldTrainer(TrainingRunOptions options, TrainingData data, Lazy<float[][]> inputs, int threads, IProgress<TrainingProgress>? progress)
{
    private readonly FeaturePipeline _view = new(options.Recipe);

    /// <summary>Trains on a fold and answers for its test part; a fold that is finished already is read back.</summary>
    public (IReadOnlyList<TestedUtterance> Answers, int BestEpoch) TrainAndTest(FoldPlan fold, int folds, RunFolder folder, CancellationToken cancellation)
    {
        var expected = Array.ConvertAll(fold.Test, i => data.Utterances[i]);
        if (ReadBestEpoch(folder) is { } known && PredictionsCsv.TryLoad(folder.Predictions, data.Labels, fold.Number, expected) is { } answers) return (answers, known);

        var trained = Train(fold, $"fold {fold.Number}/{folds}", folder, options.Recipe.Training.Epochs, cancellation);
        var tested = Answer(trained, fold);
        Bundle(trained, [.. fold.Train, .. fold.Validation], null).Save(folder.Model);
        PredictionsCsv.Save(folder.Predictions, data.Labels, tested);
        RunFolder.WriteJson(folder.FoldFile, new JsonObject { ["bestEpoch"] = trained.BestEpoch });
        return (tested, trained.BestEpoch);
    }

    /// <summary>Trains on a fold and answers for its test part, leaving nothing in the folder but a network's checkpoints.</summary>
    public (IReadOnlyList<TestedUtterance> Answers, int BestEpoch) Try(FoldPlan fold, RunFolder folder, CancellationToken cancellation)
    {
        var trained = Train(fold, "", folder, options.Recipe.Training.Epochs, cancellation);
        return (Answer(trained, fold), trained.BestEpoch);
    }

    /// <summary>Trains on all the data and writes the run's model; one that is there already is read back.</summary>
    public ModelBundle Refit(RunFolder folder, int? epochs, EvaluationResult? evaluation, CancellationToken cancellation)
    {
        if (File.Exists(folder.Model)) return ModelBundle.Load(folder.Model);
        var all = Enumerable.Range(0, data.Utterances.Count).ToArray();
        var fold = new FoldPlan(0, all, [], []);
        var trained = Train(fold, "refit", folder, options.Recipe.Training.Patience is null ? options.Recipe.Training.Epochs : epochs ?? options.Recipe.Training.Epochs, cancellation);
        var bundle = Bundle(trained, all, evaluation);
        bundle.Save(folder.Model);
        return bundle;
    }

    private TrainedModel Train(FoldPlan fold, string stage, RunFolder folder, int epochs, CancellationToken cancellation)
    {
        var scaler = Scalers.Fit(options.Recipe.Scaler, Array.ConvertAll(fold.Train, i => inputs.Value[i]), _view.Columns);
        var train = Sampled(fold);
        var groups = options.Recipe.Training.Sampling == SamplingMode.BalancedCorpora ? Array.ConvertAll(train, i => data.Utterances[i].Corpus) : null;
        var part = new TrainingPart(Scaled(scaler, train), Targets(train), Scaled(scaler, fold.Validation), Targets(fold.Validation), data.Labels.Count, Seed(fold.Number), groups);
        if (options.Recipe.Model.Classifier is { } classifier) return new TrainedModel(FitClassical(classifier, part, cancellation), scaler, 0);
        var (model, bestEpoch) = NetworkFitter.Fit(options.Recipe, _view.InputShape, part, epochs, threads, folder, done => progress?.Report(new TrainingProgress(stage, done, epochs)), cancellation);
        return new TrainedModel(model, scaler, bestEpoch);
    }

    private TestedUtterance[] Answer(TrainedModel trained, FoldPlan fold)
    {
        var classes = data.Labels.Count;
        var probabilities = new float[fold.Test.Length * classes];
        trained.Model.Predict(Scaled(trained.Scaler, fold.Test), probabilities);
        return [.. fold.Test.Select((u, i) => new TestedUtterance(data.Utterances[u], fold.Number, data.Targets[u], probabilities[(i * classes)..((i + 1) * classes)]))];
    }

    /// <summary>The training part of a fold, balanced as the recipe wants it.</summary>
    private int[] Sampled(FoldPlan fold)
    {
        var targets = Targets(fold.Train);
        var chosen = options.Recipe.Training.Sampling switch
        {
            SamplingMode.OverSample => Resampling.OverSample(targets, data.Labels.Count, Seed(fold.Number)),
            SamplingMode.UnderSample => Resampling.UnderSample(targets, data.Labels.Count, Seed(fold.Number)),
            _ => null,
        };
        return chosen is null ? fold.Train : Array.ConvertAll(chosen, i => fold.Train[i]);
    }

    private ClassicalModel FitClassical(ClassifierOptions classifier, TrainingPart part, CancellationToken cancellation)
    {
        var rows = new LabelledRows(ClassicalModel.Rows(part.Inputs), _view.Columns, part.Targets, part.Classes);
        if (options.Recipe.Training.BalancedClassWeights) rows = rows.WithClassWeights(ClassWeights.Balanced(part.Targets, part.Classes));
        var fitted = Classifiers.Fit(classifier, rows, part.Seed, threads, cancellation);
        fitted.Threads = threads;
        return new ClassicalModel(fitted);
    }

    private ModelBundle Bundle(TrainedModel trained, int[] members, EvaluationResult? evaluation)
    {
        var own = data with { Utterances = Array.ConvertAll(members, i => data.Utterances[i]) };
        var name = options.ModelName ?? options.Recipe.Name;
        var corpora = own.Corpora();
        var manifest = new ModelManifest
        {
            Name = name,
            PackageVersion = PackageVersion.Text,
            Recipe = options.Recipe,
            Labels = data.Labels,
            InputShape = _view.InputShape,
            Scaler = trained.Scaler,
            ModelSettings = trained.Model.Settings,
            TrainingCorpora = corpora,
            Speakers = own.Speakers(),
            Seed = options.Seed,
            UncertainBelow = evaluation?.UncertainBelow() ?? 0,
            Evaluation = evaluation?.ToJson(),
        };
        return new ModelBundle(manifest, trained.Model.Weights(), ModelCard.Write(name, options, data.Labels, corpora, evaluation));
    }

    private float[][] Scaled(IScaler scaler, int[] members) => Array.ConvertAll(members, i =>
    {
        var input = (float[])inputs.Value[i].Clone();
        scaler.Transform(input);
        return input;
    });

    private int[] Targets(int[] members) => Array.ConvertAll(members, i => data.Targets[i]);

    private ulong Seed(int fold) => ((ulong)(uint)options.Seed << 16) + (ulong)fold;

    private static int? ReadBestEpoch(RunFolder folder) =>
        File.Exists(folder.FoldFile) ? JsonNode.Parse(File.ReadAllText(folder.FoldFile))?["bestEpoch"]?.GetValue<int>() : null;

    private sealed record TrainedModel(IModel Model, IScaler Scaler, int BestEpoch);
}
