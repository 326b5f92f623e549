namespace Undertone.Recognition.Recipes;

/// <summary>What a model sees of a clip.</summary>
public enum FeatureShape
{
    /// <summary>One vector: statistics over time of every column of every feature.</summary>
    Pooled,

    /// <summary>A sequence <c>[frames, columns]</c>: the features side by side.</summary>
    Frames,

    /// <summary>
    /// A picture <c>[frames, bands, channels]</c>: features of the same height as channels, others stacked as bands of one channel.
    /// </summary>
    Image,

    /// <summary>What a network that has heard a lot already makes of a clip: one vector, or what one of its layers gives.</summary>
    Encoder,
}
