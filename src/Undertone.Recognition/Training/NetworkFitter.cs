using System.Diagnostics;
using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>Fits a network, keeping checkpoints from which an interrupted fit goes on to the same bytes.</summary>
internal static class NetworkFitter
{
    // Epochs of small networks are shorter than writing their checkpoint: between two checkpoints lies this many times what the last one
    // took.
    private const int CheckpointPause = 50;

    public static (NetworkModel Model, int BestEpoch) Fit(
        TrainingJob job, SpeechEncoder? encoder, IReadOnlyList<int> inputShape, TrainingPart part, int epochs, TrainingFolder folder,
        Action<EpochReport> onEpoch, CancellationToken cancellationToken)
    {
        var model = NetworkModel.Create(job.Recipe, inputShape, part.Classes, part.Seed);
        model.Network.Threads = job.Threads;
        var options = Options(job.Recipe.Training, part, epochs, job.Threads);
        if (job.Recipe.StartFrom is { } start)
        {
            TakeWeights(model.Network, start, EncoderRecipe.NetworkOf(encoder!));
            options = options with { Layers = [.. EncoderRecipe.LayersOf(start, EncoderRecipe.NetworkOf(encoder!)), .. options.Layers] };
        }

        var trainer = new Trainer(model.Network, options);
        var goesOn = File.Exists(folder.LastCheckpoint);
        if (goesOn) Load(trainer, folder);

        var (clock, pause) = (Stopwatch.StartNew(), TimeSpan.Zero);
        TrainingHistory history;
        try
        {
            using var log = new EpochLog(folder.Metrics, goesOn, options.WatchOnly);
            history = trainer.Fit(part.Train, part.Validation ?? part.Watched, report =>
            {
                log.Add(report);
                onEpoch(report);
                if (clock.Elapsed < pause) return;
                clock.Restart();
                AtomicFile.Write(folder.LastCheckpoint, trainer.SaveCheckpoint);
                pause = CheckpointPause * clock.Elapsed;
                clock.Restart();
            }, cancellationToken);
        }
        catch (TrainingDivergedException)
        {
            // The trainer stands where it stood before the step that failed.
            AtomicFile.Write(folder.LastCheckpoint, trainer.SaveCheckpoint);
            throw;
        }

        AtomicFile.Write(folder.LastCheckpoint, trainer.SaveCheckpoint);
        if (history.Cancelled) throw new OperationCanceledException(cancellationToken);

        AtomicFile.Write(folder.BestCheckpoint, stream => Learning.State.Safetensors.Write(stream, model.Weights()));
        AtomicFile.WriteText(folder.Metrics, string.Concat(history.Epochs.Select(e => EpochLine.Of(e, options.WatchOnly))));
        return (model, history.BestEpoch);
    }

    /// <summary>
    /// Gives the layers that are the encoder's its weights and moving averages. Layers behind them are not touched, whatever their names.
    /// </summary>
    private static void TakeWeights(Network network, StartPlan start, NetworkEncoder encoder)
    {
        var layers = encoder.LayersUpTo(start.Encoder.Layers, "startFrom.layer");
        var arrays = FrozenNetwork.Arrays(layers, [.. network.InputShape]).Count;
        for (var i = 0; i < arrays; i++) network.State[i].CopyFrom(encoder.Weights[i].ToSingles());
    }

    private static void Load(Trainer trainer, TrainingFolder folder)
    {
        try
        {
            using var stream = File.OpenRead(folder.LastCheckpoint);
            trainer.LoadCheckpoint(stream);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{folder.LastCheckpoint}: {e.Message} Delete it to begin this part of the run again.", e);
        }
    }

    private static TrainingOptions Options(TrainingPlan plan, TrainingPart part, int epochs, int threads) => new()
    {
        Epochs = epochs,
        BatchSize = plan.Batch,
        Optimizer = plan.Optimizer,
        Schedule = plan.Schedule,
        Loss = plan.Loss,
        Dimensions = plan.Dimensions,
        ClassWeights = plan.BalancedClassWeights ? ClassWeights.Balanced(part.Train.Labels, part.Classes) : null,
        ClipNorm = plan.ClipNorm,
        EarlyStoppingPatience = part.Validation is not null ? plan.Patience ?? 0 : 0,
        WatchOnly = part.Validation is null && part.Watched is not null,
        Ema = plan.Ema,
        MixupAlpha = plan.MixupAlpha,
        Layers = plan.Layers,
        Monitor = plan.Monitor,
        Seed = part.Seed,
        Threads = threads,
    };
}
