using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>
/// Computes a set of features of clips. Features that ask for the same frames share one transform. Building one is cheap; it holds its
/// work space, so use it from one thread at a time, and keep it for many clips: once warm, nothing is allocated but the results.
/// </summary>
public sealed class FeatureExtractor
{
    private readonly FeaturePlanner _planner;
    private readonly ClipFeature[] _features;

    /// <summary>Plans the work for clips of one sample rate.</summary>
    /// <param name="features">The features, answered in this order.</param>
    /// <param name="sampleRateHz">The sample rate of the clips in Hz, above 0.</param>
    /// <param name="noisePower">
    /// The mean square of white noise, 1 being that of full scale, that spectra are lifted by: each bin gets the power that such noise has
    /// on average. Unlike noise that is added to the samples it is the same in every frame. Features of the samples themselves, such as
    /// zero crossings, and constant-Q spectra stay as they are. Default 0: none, librosa's numbers.
    /// </param>
    /// <exception cref="FeatureOptionException">A feature cannot work at this sample rate.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The noise's power is negative or no finite number.</exception>
    public FeatureExtractor(IReadOnlyList<FeatureSpec> features, int sampleRateHz, double noisePower = 0)
        : this(features, sampleRateHz, SimdWidths.Best, noisePower)
    {
    }

    internal FeatureExtractor(IReadOnlyList<FeatureSpec> features, int sampleRateHz, SimdWidth width, double noisePower = 0)
    {
        if (!(noisePower >= 0) || !double.IsFinite(noisePower))
            throw new ArgumentOutOfRangeException(nameof(noisePower), noisePower, "A finite power of at least 0 is needed.");
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1);
        _planner = new FeaturePlanner(sampleRateHz, width, noisePower);
        _features = new ClipFeature[features.Count];
        for (var i = 0; i < _features.Length; i++) _features[i] = features[i].Plan(_planner);
    }

    /// <summary>The number of values in each frame of a feature.</summary>
    /// <param name="feature">The place of the feature in the list that the extractor was built for.</param>
    public int BandsOf(int feature) => _features[feature].Bands;

    /// <summary>The number of frames that a feature has of a clip, told without computing it.</summary>
    /// <param name="feature">The place of the feature in the list that the extractor was built for.</param>
    /// <param name="samples">The number of samples of the clip, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The clip is empty.</exception>
    public int FramesOf(int feature, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return _features[feature].FramesOf(samples);
    }

    /// <summary>Computes the features of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1, at the extractor's sample rate.</param>
    /// <returns>A matrix for each feature.</returns>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public unsafe FeatureMatrix[] Extract(ReadOnlySpan<float> samples)
    {
        SampleCheck.Require(samples);
        var results = new FeatureMatrix[_features.Length];
        _planner.Begin();
        fixed (float* pinned = samples)
        {
            foreach (var group in _planner.Groups) group.Run(pinned, samples.Length);
            var clip = new PinnedSamples(pinned, samples.Length);
            for (var i = 0; i < results.Length; i++) results[i] = _features[i].Finish(clip);
        }

        return results;
    }
}
