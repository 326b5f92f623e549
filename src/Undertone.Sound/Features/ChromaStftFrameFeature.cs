namespace Undertone.Sound.Features;

/// <summary>The pitch classes of a frame under a known tuning.</summary>
internal sealed unsafe class ChromaStftFrameFeature(ChromaStftOptions options, int sampleRateHz) : FrameFeature
{
    private readonly ChromaFilters _filters = new(options, sampleRateHz, options.Tuning ?? 0);

    public override int Bands => options.Bands;

    public override void Compute(float* samples, Spectrum spectrum, float* result) => _filters.Apply(spectrum.Kernels, spectrum.Power, result);
}
