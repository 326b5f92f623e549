namespace Undertone.Sound.Audio;

/// <summary>A low-pass filter: sinc times Kaiser window, around 0.</summary>
internal sealed class KaiserSinc
{
    /// <summary>Terms of the window's series: for a beta of up to 15 the next one is below 1e-11 of the sum.</summary>
    private const int SeriesLength = 26;

    private readonly double _cutOff;
    private readonly double _inverseSquare;
    private readonly double[] _series;

    /// <summary>Prepares the window's power series.</summary>
    /// <param name="beta">The shape of the window.</param>
    /// <param name="cutOff">The middle of the transition band, as a part of the Nyquist frequency of samples one apart.</param>
    /// <param name="halfWidth">Where the window ends, in samples.</param>
    public KaiserSinc(double beta, double cutOff, double halfWidth)
    {
        (_cutOff, HalfWidth) = (cutOff, halfWidth);
        _inverseSquare = 1 / (halfWidth * halfWidth);
        _series = new double[SeriesLength];
        _series[0] = 1;
        var sum = 1.0;
        for (var k = 1; k < SeriesLength; k++)
        {
            _series[k] = _series[k - 1] * (beta * beta / 4) / ((double)k * k);
            sum += _series[k];
        }

        for (var k = 0; k < SeriesLength; k++) _series[k] /= sum;
    }

    /// <summary>Where the window ends, in samples.</summary>
    public double HalfWidth { get; }

    /// <summary>The filter at <paramref name="t"/>. The window I0(beta sqrt(u)) / I0(beta), u =
    /// 1 - (t / half width)^2, is a power series in u.</summary>
    public double At(double t)
    {
        var u = 1 - t * t * _inverseSquare;
        if (u < 0) return 0;
        var window = 0.0;
        for (var k = _series.Length - 1; k >= 0; k--) window = window * u + _series[k];
        var sinc = Math.Abs(t) < 1e-9 ? _cutOff : Math.Sin(Math.PI * _cutOff * t) / (Math.PI * t);
        return window * sinc;
    }
}
