namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>One formant: a two-pole resonator with unit gain at 0 Hz, as in Klatt (1980).</summary>
internal struct Resonator
{
    private double _a, _b, _c, _y1, _y2;

    /// <summary>Moves the resonance; the state stays, so that it may move while sounding.</summary>
    public void Tune(double frequencyHz, double bandwidthHz, int sampleRateHz)
    {
        var radius = PortableMath.Exp(-Math.PI * bandwidthHz / sampleRateHz);
        _c = -radius * radius;
        _b = 2 * radius * PortableMath.Cos(Math.Tau * frequencyHz / sampleRateHz);
        _a = 1 - _b - _c;
    }

    /// <summary>Filters one sample.</summary>
    public double Next(double x)
    {
        var y = _a * x + _b * _y1 + _c * _y2;
        (_y2, _y1) = (_y1, y);
        return y;
    }
}
