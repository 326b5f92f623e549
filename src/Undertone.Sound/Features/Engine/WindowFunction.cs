namespace Undertone.Sound.Features.Engine;

/// <summary>The window that a frame is multiplied by; all are periodic, as scipy.signal.get_window gives them with fftbins=True.</summary>
public enum WindowFunction
{
    /// <summary>0.5 - 0.5 cos(2 pi n / N): "hann".</summary>
    Hann,

    /// <summary>0.54 - 0.46 cos(2 pi n / N): "hamming".</summary>
    Hamming,

    /// <summary>0.42 - 0.5 cos(2 pi n / N) + 0.08 cos(4 pi n / N): "blackman".</summary>
    Blackman,

    /// <summary>All ones: "boxcar", which librosa also calls "ones".</summary>
    Boxcar,
}
