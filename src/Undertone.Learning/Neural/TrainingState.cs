using Undertone.Kernels;
using Undertone.Learning.Kernels;
using Undertone.Learning.Neural.Optimizers;

namespace Undertone.Learning.Neural;

/// <summary>Everything that changes during a training and that a checkpoint therefore holds.</summary>
internal sealed class TrainingState
{
    private readonly AlignedBuffer<float> _keptBefore;

    public TrainingState(Network network, TrainingOptions options)
    {
        (Network, Options) = (network, options);
        Optimizer = new Optimizer(options.Optimizer, network.Trainable);
        BestValues = new AlignedBuffer<float>(network.Trainable.Values.Length);
        BestKept = new AlignedBuffer<float>(network.Kept.Values.Length);
        _keptBefore = new AlignedBuffer<float>(network.Kept.Values.Length);
        Average = new AlignedBuffer<float>(options.Ema > 0 ? network.Trainable.Values.Length : 0);
        if (options.Ema > 0) network.Trainable.Values.Span.CopyTo(Average.Span);
    }

    public Network Network { get; }

    public TrainingOptions Options { get; }

    public Optimizer Optimizer { get; }

    /// <summary>Finished epochs.</summary>
    public int Epoch { get; set; }

    /// <summary>Finished batches of the epoch that is running.</summary>
    public int Batch { get; set; }

    public double LossSum { get; set; }

    public double WeightSum { get; set; }

    public int Correct { get; set; }

    public double LearningRate { get; set; }

    public List<EpochReport> History { get; } = [];

    /// <summary>The epoch whose weights are kept as the best; 0 for none.</summary>
    public int BestEpoch { get; set; }

    public double BestFigure { get; set; } = double.NegativeInfinity;

    public bool StoppedEarly { get; set; }

    /// <summary>Factor of reduce-on-plateau.</summary>
    public double PlateauShare { get; set; } = 1;

    /// <summary>Epochs since the plateau began.</summary>
    public int PlateauEpochs { get; set; }

    public AlignedBuffer<float> BestValues { get; }

    public AlignedBuffer<float> BestKept { get; }

    /// <summary>Moving average of the weights; empty where there is none.</summary>
    public AlignedBuffer<float> Average { get; }

    /// <summary>All arrays in the order of a checkpoint.</summary>
    public IEnumerable<AlignedBuffer<float>> Arrays =>
        [Network.Trainable.Values, Network.Kept.Values, Optimizer.First, Optimizer.Second, Average, BestValues, BestKept];

    /// <summary>
    /// Notes whether an epoch's figure is the best, lets the plateau schedule and early stopping act on it. Larger is better.
    /// </summary>
    public bool Judge(double figure)
    {
        var better = figure > BestFigure;
        if (better)
        {
            BestFigure = figure;
            PlateauEpochs = 0;
            KeepBest();
        }
        else
        {
            PlateauEpochs++;
            if (Options.Schedule.Kind == ScheduleKind.ReduceOnPlateau && PlateauEpochs > Options.Schedule.PatienceEpochs)
            {
                PlateauShare *= Options.Schedule.Factor;
                PlateauEpochs = 0;
            }
        }

        StoppedEarly = Options.EarlyStoppingPatience > 0 && Epoch - BestEpoch >= Options.EarlyStoppingPatience;
        return better;
    }

    public void KeepBest()
    {
        BestEpoch = Epoch;
        Network.Trainable.Values.Span.CopyTo(BestValues.Span);
        Network.Kept.Values.Span.CopyTo(BestKept.Span);
    }

    public void RestoreBest()
    {
        BestValues.Span.CopyTo(Network.Trainable.Values.Span);
        BestKept.Span.CopyTo(Network.Kept.Values.Span);
    }

    /// <summary>Keeps the moving averages of the layers as they were before a step.</summary>
    public void KeepMovingAverages() => Network.Kept.Values.Span.CopyTo(_keptBefore.Span);

    /// <summary>Takes them back after a step that failed.</summary>
    public void RestoreMovingAverages() => _keptBefore.Span.CopyTo(Network.Kept.Values.Span);

    /// <summary>Moves the average of the weights; early in training it moves faster, as min(decay, (1 + t) / (10 + t)).</summary>
    public void AverageWeights()
    {
        if (Average.Length == 0) return;
        var decay = Math.Min(Options.Ema, (1.0 + Optimizer.Steps) / (10.0 + Optimizer.Steps));
        foreach (var parameter in Network.Trainable.Parameters)
        {
            var (start, length) = (parameter.Offset, VectorLoop.Padded(parameter.Length));
            if (!parameter.Frozen)
                Updates.Average(Average.Span.Slice(start, length), Network.Trainable.Values.Span.Slice(start, length), (float)decay);
        }
    }

    /// <summary>Exchanges the weights and their average.</summary>
    public void SwapAverage()
    {
        var weights = Network.Trainable.Values.Span;
        var average = Average.Span;
        for (var i = 0; i < average.Length; i++) (weights[i], average[i]) = (average[i], weights[i]);
    }
}
