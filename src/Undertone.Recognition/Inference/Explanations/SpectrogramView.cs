namespace Undertone.Recognition.Inference.Explanations;

/// <summary>A mel spectrogram for the eye.</summary>
/// <param name="StartSeconds">Where its first frame is centered.</param>
/// <param name="HopSeconds">From one frame to the next.</param>
/// <param name="Frames">How many frames there are.</param>
/// <param name="CentersHz">The center of each band, lowest first.</param>
/// <param name="MinDb">What 0 stands for, in dB below the loudest value.</param>
/// <param name="MaxDb">What 255 stands for.</param>
/// <param name="Values">One byte a band, [frames, bands].</param>
public sealed record SpectrogramView(
    double StartSeconds, double HopSeconds, int Frames, IReadOnlyList<double> CentersHz, double MinDb, double MaxDb, byte[] Values);
