using Undertone.Recognition.Experiments.Robustness;

namespace Undertone.Recognition.Experiments;

/// <summary>The data that a finished model is tested on; labels and features are the model's.</summary>
public sealed record EvaluationOptions : DataOptions
{
    /// <summary>Whether and how the same utterances are also tested noisy, over telephone and so on. Default null: they are not.</summary>
    public RobustnessOptions? Robustness { get; init; }

    /// <summary>
    /// Whether the same utterances are also answered for with other clips of the same speaker known, without their labels; the model must
    /// know voices. Default false.
    /// </summary>
    public bool Voices { get; init; }

    /// <summary>
    /// Whether it is also told what each feature, or of images each band of frequencies, is worth to the model. Default false.
    /// </summary>
    public bool Importance { get; init; }

    /// <summary>Whether a report of the result also has a map of what the model makes of the utterances. Default false.</summary>
    public bool EmbeddingMap { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Robustness?.Validate();
    }
}
