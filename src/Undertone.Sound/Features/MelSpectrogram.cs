namespace Undertone.Sound.Features;

/// <summary>A spectrogram on the mel scale: triangular filters over the power spectrum, after Slaney's Auditory Toolbox or HTK.</summary>
public static class MelSpectrogram
{
    /// <summary>librosa.feature.melspectrogram of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Power (or magnitude) under each mel filter, [frames, n_mels].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, MelSpectrogramOptions? options = null) => FeatureCall.Run("melspectrogram", options, samples, sampleRateHz);

    /// <summary>librosa.power_to_db(librosa.feature.melspectrogram(...), ref=np.max) of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Decibels below the loudest value of the clip, from -80 to 0, [frames, n_mels].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix ComputeDecibels(ReadOnlySpan<float> samples, int sampleRateHz, MelDecibelOptions? options = null) => FeatureCall.Run("melspectrogram_db", options, samples, sampleRateHz);
}
