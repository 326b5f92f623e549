namespace Undertone.Sound.Audio.Flac;

/// <summary>How two channels are stored.</summary>
internal enum FlacStereo
{
    /// <summary>Each channel as it is; so is any other number of them.</summary>
    Independent,

    /// <summary>The left channel, and left minus right.</summary>
    LeftSide,

    /// <summary>Left minus right, and the right channel.</summary>
    SideRight,

    /// <summary>Half of the sum, rounded down, and left minus right.</summary>
    MidSide,
}
