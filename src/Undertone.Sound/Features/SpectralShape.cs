namespace Undertone.Sound.Features;

/// <summary>Centre of gravity, spread, roll-off and flatness of one frame's magnitudes.</summary>
internal static unsafe class SpectralShape
{
    /// <summary>The mean frequency, weighted by magnitude; 0 for silence.</summary>
    public static double CentroidHz(Spectrum spectrum, double hzPerBin)
    {
        double sum = 0, weighted = 0;
        var magnitude = spectrum.Magnitude;
        for (var k = 0; k < spectrum.Bins; k++)
        {
            sum += magnitude[k];
            weighted += k * (double)magnitude[k];
        }

        // A silent frame is not normalised, as librosa.util.normalize leaves it.
        return weighted * hzPerBin / (sum < Normalization.Tiny ? 1 : sum);
    }
}

/// <summary>librosa.feature.spectral_centroid of a frame.</summary>
internal sealed unsafe class SpectralCentroidFeature(StftOptions options, int sampleRateHz) : FrameFeature
{
    private readonly double _hzPerBin = (double)sampleRateHz / options.FftSamples;

    public override int Bands => 1;

    public override void Compute(float* samples, Spectrum spectrum, float* result) => *result = (float)SpectralShape.CentroidHz(spectrum, _hzPerBin);
}

/// <summary>librosa.feature.spectral_bandwidth of a frame.</summary>
internal sealed unsafe class SpectralBandwidthFeature(SpectralBandwidthOptions options, int sampleRateHz) : FrameFeature
{
    private readonly double _hzPerBin = (double)sampleRateHz / options.Stft.FftSamples;

    public override int Bands => 1;

    public override void Compute(float* samples, Spectrum spectrum, float* result)
    {
        var centroid = SpectralShape.CentroidHz(spectrum, _hzPerBin);
        double sum = 0, spread = 0;
        var magnitude = spectrum.Magnitude;
        for (var k = 0; k < spectrum.Bins; k++)
        {
            var deviation = Math.Abs(k * _hzPerBin - centroid);
            sum += magnitude[k];
            spread += magnitude[k] * (options.Power == 2 ? deviation * deviation : Math.Pow(deviation, options.Power));
        }

        if (options.Normalized && sum >= Normalization.Tiny) spread /= sum;
        *result = (float)(options.Power == 2 ? Math.Sqrt(spread) : Math.Pow(spread, 1 / options.Power));
    }
}

/// <summary>librosa.feature.spectral_rolloff of a frame.</summary>
internal sealed unsafe class SpectralRolloffFeature(SpectralRolloffOptions options, int sampleRateHz) : FrameFeature
{
    private readonly double _hzPerBin = (double)sampleRateHz / options.Stft.FftSamples;

    public override int Bands => 1;

    public override void Compute(float* samples, Spectrum spectrum, float* result)
    {
        // The sums run in single precision like the reference's, so that a silent or flat frame ends at the same bin.
        float total = 0, running = 0;
        var magnitude = spectrum.Magnitude;
        for (var k = 0; k < spectrum.Bins; k++) total += magnitude[k];
        var threshold = (float)options.RollPercent * total;
        var bin = 0;
        for (; bin < spectrum.Bins - 1; bin++)
        {
            running += magnitude[bin];
            if (running >= threshold) break;
        }

        *result = (float)(bin * _hzPerBin);
    }
}

/// <summary>librosa.feature.spectral_flatness of a frame.</summary>
internal sealed unsafe class SpectralFlatnessFeature(SpectralFlatnessOptions options) : FrameFeature
{
    public override int Bands => 1;

    public override void Compute(float* samples, Spectrum spectrum, float* result)
    {
        double logs = 0, sum = 0;
        for (var k = 0; k < spectrum.Bins; k++)
        {
            var value = options.Power == 2 ? spectrum.Power[k] : Math.Pow(spectrum.Magnitude[k], options.Power);
            value = Math.Max(options.LeastPower, value);
            logs += Math.Log(value);
            sum += value;
        }

        *result = (float)(Math.Exp(logs / spectrum.Bins) / (sum / spectrum.Bins));
    }
}
