namespace Undertone.Sound.Features.Engine;

/// <summary>What stands before the first and after the last sample of a clip when frames are centred; named as in numpy.pad.</summary>
public enum PadMode
{
    /// <summary>Zeros: "constant", librosa's default.</summary>
    Constant,

    /// <summary>The first and the last sample, repeated: "edge".</summary>
    Edge,

    /// <summary>The clip mirrored at its ends without repeating them: "reflect".</summary>
    Reflect,
}
