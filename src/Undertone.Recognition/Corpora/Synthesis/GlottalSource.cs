namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>
/// The voice before the vocal tract: the derivative of a polynomial glottal flow (Klatt and Klatt 1990) with jitter, shimmer, tilt and
/// breath.
/// </summary>
internal struct GlottalSource
{
    private double _phase, _period, _amplitude, _tilted;

    /// <summary>The next sample.</summary>
    /// <param name="f0Hz">The pitch.</param>
    /// <param name="quality">The voice's quality at this moment.</param>
    /// <param name="sampleRateHz">The sample rate.</param>
    /// <param name="noise">Feeds jitter, shimmer and breath.</param>
    public double Next(double f0Hz, in VoiceQuality quality, int sampleRateHz, ref NoiseGenerator noise)
    {
        if (_period == 0) (_period, _amplitude) = (1, 1);
        _phase += f0Hz / (sampleRateHz * _period);
        if (_phase >= 1)
        {
            _phase -= 1;
            _period = Math.Clamp(1 + quality.Jitter * noise.Normal(), 0.7, 1.3);
            _amplitude = Math.Clamp(1 + quality.Shimmer * noise.Normal(), 0.3, 1.7);
        }

        var u = _phase / quality.OpenQuotient;
        var open = u < 1;
        var pulse = open ? _amplitude * (2 * u - 3 * u * u) : 0;
        var breath = quality.Breath * (noise.Uniform() - 0.5) * (open ? 1 : 0.35);
        _tilted += (1 - quality.Tilt) * (pulse - _tilted);
        return _tilted + breath;
    }
}
