namespace Undertone.Sound.Features.Tonal;

/// <summary>How the pitch classes of a frame are scaled; a frame that is silent is left as it is.</summary>
public enum ChromaNorm
{
    /// <summary>To a largest magnitude of 1: "inf".</summary>
    Max,

    /// <summary>To a sum of magnitudes of 1: "1".</summary>
    Sum,

    /// <summary>To a sum of squares of 1: "2".</summary>
    Euclidean,

    /// <summary>Not at all: "none".</summary>
    None,
}
