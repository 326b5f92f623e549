using Undertone.Learning.Neural.Losses;
using Undertone.Learning.Neural.Optimizers;

namespace Undertone.Learning.Neural;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training samples at most; 40 by default.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Samples in a step; 32 by default. A last step of a single sample is joined to the one before.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The rule that changes the weights; Adam with PyTorch's defaults by default.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Course of the learning rate; constant by default.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>What is made small; cross-entropy by default.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>How the numbers on dimensions are learnt, where the network has any; by their concordance by default.</summary>
    public DimensionLossOptions Dimensions { get; init; } = new();

    /// <summary>
    /// How much each class counts in the training loss, or null (the default) for 1 each. The validation loss is unweighted.
    /// </summary>
    public float[]? ClassWeights { get; init; }

    /// <summary>Largest Euclidean norm of all gradients together; longer ones are scaled down to it. 0, the default, is no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Ends training after so many epochs without a better <see cref="Monitor"/>; 0, the default, never does.</summary>
    public int EarlyStoppingPatience { get; init; }

    /// <summary>
    /// The figure that decides which epoch was best; the validation loss by default. Without validation samples, the last epoch counts.
    /// </summary>
    public TrainingMonitor Monitor { get; init; } = TrainingMonitor.Loss;

    /// <summary>
    /// Whether validation samples are only watched: their figures are reported, and neither the best epoch nor the learning rate nor the
    /// end of training depends on them, so that the weights are those of a training without them. Default false.
    /// </summary>
    public bool WatchOnly { get; init; }

    /// <summary>
    /// Decay of the moving average of the weights, for example 0.999: the average is then validated and kept. 0, the default, is none.
    /// </summary>
    public double Ema { get; init; }

    /// <summary>
    /// Alpha of mixup's beta distribution (Zhang and others 2018): samples and labels are mixed in pairs. 0, the default, is none; 0.2 is
    /// usual.
    /// </summary>
    public double MixupAlpha { get; init; }

    /// <summary>Layers that learn at another rate, later, or not at all; empty by default.</summary>
    public IReadOnlyList<LayerOptions> Layers { get; init; } = [];

    /// <summary>Seed of the shuffles, dropout, mixup and augmentation; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of threads; 0, the default, takes the processors of the machine. It never changes a result.</summary>
    public int Threads { get; init; }

    /// <summary>Throws <see cref="ArgumentException"/> where a value is out of range.</summary>
    public void Validate()
    {
        if (Epochs < 1) throw new ArgumentException($"Epochs is {Epochs}; it must be at least 1.");
        if (BatchSize < 1) throw new ArgumentException($"BatchSize is {BatchSize}; it must be at least 1.");
        if (!(ClipNorm >= 0 && double.IsFinite(ClipNorm))) throw new ArgumentException($"ClipNorm is {ClipNorm}; it must be at least 0.");
        if (EarlyStoppingPatience < 0)
            throw new ArgumentException($"EarlyStoppingPatience is {EarlyStoppingPatience}; it must be at least 0.");
        if (!(Ema is >= 0 and < 1)) throw new ArgumentException($"Ema is {Ema}; it must lie from 0 to below 1.");
        if (!(MixupAlpha is >= 0 and <= 100)) throw new ArgumentException($"MixupAlpha is {MixupAlpha}; it must lie from 0 to 100.");
        if (Threads < 0) throw new ArgumentException($"Threads is {Threads}; it must be at least 0.");
        foreach (var weight in ClassWeights ?? [])
        {
            if (!(weight >= 0 && float.IsFinite(weight)))
                throw new ArgumentException($"A class weight is {weight}; it must be finite and not negative.");
        }

        foreach (var layer in Layers) layer.Validate();
        Optimizer.Validate();
        Schedule.Validate();
        Loss.Validate();
        Dimensions.Validate();
    }
}
