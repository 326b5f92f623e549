namespace Undertone.Recognition.Inference;

/// <summary>What is heard of a recording with several channels.</summary>
public enum ChannelMode
{
    /// <summary>Their mean, or the louder channel while they cancel each other.</summary>
    Mix,

    /// <summary>Each for itself, as of a call with one speaker a channel.</summary>
    Split,
}
