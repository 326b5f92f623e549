using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Voice;

/// <summary>
/// Brings a clip to another rate with all that lies below half of both, up to the very edge: linear prediction would take the slope of a
/// softer filter for the flank of a formant. Overlapping blocks under Hann windows, which add up to one, are transformed, cut off or
/// continued with zeros, and transformed back.
/// </summary>
/// <remarks>Output sample n stands at the time (n + 0.5) / rate, where input sample n stands at (n + 0.5) / its rate.</remarks>
internal sealed unsafe class SpectralResampler
{
    private const int LeastBlock = 16384;

    private readonly int _inputRateHz;
    private readonly int _outputRateHz;
    private readonly RealFft<double> _from;
    private readonly RealFft<double> _to;
    private readonly AlignedBuffer<float> _block;
    private readonly AlignedBuffer<double> _window;
    private readonly AlignedBuffer<double> _re;
    private readonly AlignedBuffer<double> _im;
    private readonly AlignedBuffer<double> _result;
    private readonly double[] _shiftRe;
    private readonly double[] _shiftIm;

    public SpectralResampler(int inputRateHz, int outputRateHz, SimdWidth width)
    {
        (_inputRateHz, _outputRateHz) = (inputRateHz, outputRateHz);
        var (divisor, rest) = (inputRateHz, outputRateHz);
        while (rest != 0) (divisor, rest) = (rest, divisor % rest);
        var multiple = 2;
        while ((long)multiple * Math.Min(inputRateHz, outputRateHz) / divisor < LeastBlock) multiple *= 2;
        _from = new RealFft<double>(inputRateHz / divisor * multiple, width);
        _to = new RealFft<double>(outputRateHz / divisor * multiple, width);
        (_block, _window) = (new AlignedBuffer<float>(_from.Length), new AlignedBuffer<double>(_from.Length));
        for (var i = 0; i < _from.Length; i++) _window.Span[i] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / _from.Length);
        var bins = Math.Max(_from.Bins, _to.Bins);
        (_re, _im, _result) = (new AlignedBuffer<double>(bins), new AlignedBuffer<double>(bins), new AlignedBuffer<double>(_to.Length));
        // The bin at half of the lower rate has no phase and is left out.
        var shared = Math.Min(_from.Bins, _to.Bins) - 1;
        (_shiftRe, _shiftIm) = (new double[shared], new double[shared]);
        for (var k = 0; k < shared; k++)
        {
            var (sin, cos) = Math.SinCos(Math.PI * k * (1.0 / _to.Length - 1.0 / _from.Length));
            var scale = (double)_to.Length / _from.Length;
            (_shiftRe[k], _shiftIm[k]) = (scale * cos, scale * sin);
        }
    }

    /// <summary>The clip at the other rate, as many samples as begin in it.</summary>
    public double[] Resample(ReadOnlySpan<float> clip)
    {
        var output = new double[((long)clip.Length * _outputRateHz + _inputRateHz - 1) / _inputRateHz];
        if (_inputRateHz == _outputRateHz)
        {
            for (var i = 0; i < output.Length; i++) output[i] = clip[i];
            return output;
        }

        for (var (start, at) = (-_from.Length / 2, -_to.Length / 2); start < clip.Length; start += _from.Length / 2, at += _to.Length / 2)
        {
            Copy(clip, start, _block.Span);
            _from.Forward(_block.Pointer, _window.Pointer, _re.Pointer, _im.Pointer);
            for (var k = 0; k < _shiftRe.Length; k++)
            {
                var (re, im) = (_re.Pointer[k], _im.Pointer[k]);
                (_re.Pointer[k], _im.Pointer[k]) = (re * _shiftRe[k] - im * _shiftIm[k], re * _shiftIm[k] + im * _shiftRe[k]);
            }

            _re.Span[_shiftRe.Length..].Clear();
            _im.Span[_shiftRe.Length..].Clear();
            _to.Inverse(_re.Pointer, _im.Pointer, _result.Pointer);
            for (var i = Math.Max(0, -at); i < Math.Min(_to.Length, output.Length - at); i++) output[at + i] += _result.Pointer[i];
        }

        GC.KeepAlive(this);
        return output;
    }

    /// <summary>The stretch of the clip from a place on, zeros where it reaches out of the clip.</summary>
    private static void Copy(ReadOnlySpan<float> clip, int start, Span<float> stretch)
    {
        stretch.Clear();
        var (from, to) = (Math.Max(start, 0), Math.Min(start + stretch.Length, clip.Length));
        if (from < to) clip[from..to].CopyTo(stretch[(from - start)..]);
    }
}
