using Undertone.Sound.Features.Spectral;

namespace Undertone.Sound.Effects;

/// <summary>librosa.phase_vocoder: a spectrogram at another speed, its phases advanced as the instantaneous
/// frequencies ask (J. Flanagan and R. Golden, 1966).</summary>
internal static class PhaseVocoder
{
    public static ComplexSpectrogram Stretch(ComplexSpectrogram source, double rate)
    {
        var (bins, options) = (source.Bins, source.Options);
        var result = new ComplexSpectrogram(checked((int)Math.Ceiling(source.Frames / rate)), options);
        var phase = new double[bins];
        for (var k = 0; k < bins; k++) phase[k] = Angle(source, 0, k);
        for (var t = 0; t < result.Frames; t++)
        {
            var step = t * rate;
            var left = (int)step;
            var weight = step - left;
            for (var k = 0; k < bins; k++)
            {
                var magnitude = (1 - weight) * Magnitude(source, left, k) + weight * Magnitude(source, left + 1, k);
                var (sin, cos) = Math.SinCos(phase[k]);
                (result.Re[t * bins + k], result.Im[t * bins + k]) = ((float)(magnitude * cos), (float)(magnitude * sin));
                var advance = 2 * Math.PI * k * options.HopSamples / options.FftSamples;
                var deviation = Angle(source, left + 1, k) - Angle(source, left, k) - advance;
                phase[k] += advance + deviation - 2 * Math.PI * Math.Round(deviation / (2 * Math.PI), MidpointRounding.ToEven);
            }
        }

        return result;
    }

    // Beyond the last frame there is silence.
    private static double Magnitude(ComplexSpectrogram s, int t, int k)
    {
        if (t >= s.Frames) return 0;
        var (re, im) = ((double)s.Re[t * s.Bins + k], (double)s.Im[t * s.Bins + k]);
        return Math.Sqrt(re * re + im * im);
    }

    private static double Angle(ComplexSpectrogram s, int t, int k) =>
        t < s.Frames ? Math.Atan2(s.Im[t * s.Bins + k], s.Re[t * s.Bins + k]) : 0;
}
