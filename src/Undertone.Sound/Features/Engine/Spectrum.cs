using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>
/// The spectrum of one frame at a time: real and imaginary parts, power and magnitude, computed once however
/// many features read them. The transform is in double precision, as librosa's is: in single precision its
/// rounding would drown the valleys of a clean signal's spectrum.
/// </summary>
internal sealed unsafe class Spectrum
{
    /// <summary>The smallest normal float: a frame whose magnitudes sum to less is silent
    /// and not normalised, as in librosa.util.normalize.</summary>
    public const float Tiny = 1.17549435e-38f;

    private readonly RealFft<double> _fft;
    private readonly AlignedBuffer<double> _window;
    private readonly AlignedBuffer<double> _re;
    private readonly AlignedBuffer<double> _im;
    private readonly AlignedBuffer<float> _power;
    private readonly AlignedBuffer<float> _magnitude;
    private readonly float _noisePower;
    private bool _powerKnown;
    private bool _magnitudeKnown;

    /// <summary>Prepares for frames of a kind.</summary>
    /// <param name="options">The frames.</param>
    /// <param name="width">The vectors to compute with.</param>
    /// <param name="noisePower">The mean square of white noise whose expected power every bin gets.</param>
    public Spectrum(StftOptions options, SimdWidth width, double noisePower = 0)
    {
        Kernels = VectorKernels.For(width);
        _fft = new RealFft<double>(options.FftSamples, width);
        _window = Windows.Of(options);
        Bins = options.Bins;
        foreach (var w in _window.Span) _noisePower += (float)(noisePower * w * w);
        // One value before and a register after stay zero: neighbours of the first and the last bin.
        Padded = VectorKernels.Padded(Bins) + VectorKernels.Multiple;
        (_re, _im) = (new AlignedBuffer<double>(Padded), new AlignedBuffer<double>(Padded));
        (_power, _magnitude) = (new AlignedBuffer<float>(Padded), new AlignedBuffer<float>(Padded));
    }

    public VectorKernels Kernels { get; }

    /// <summary>n_fft / 2 + 1.</summary>
    public int Bins { get; }

    /// <summary>How many values of each part can be read; those from <see cref="Bins"/> on are zero.</summary>
    public int Padded { get; }

    public double* Re => _re.Pointer;

    public double* Im => _im.Pointer;

    /// <summary>re^2 + im^2 of each bin, and what noise adds to it on average.</summary>
    public float* Power
    {
        get
        {
            if (!_powerKnown)
            {
                _fft.Power(_re.Pointer, _im.Pointer, _power.Pointer, Padded);
                if (_noisePower > 0)
                {
                    for (var k = 0; k < Bins; k++) _power.Pointer[k] += _noisePower;
                }
            }

            _powerKnown = true;
            return _power.Pointer;
        }
    }

    /// <summary>The square root of <see cref="Power"/>.</summary>
    public float* Magnitude
    {
        get
        {
            if (!_magnitudeKnown) Kernels.Sqrt(Power, _magnitude.Pointer, Padded);
            _magnitudeKnown = true;
            return _magnitude.Pointer;
        }
    }

    /// <summary>Transforms the n_fft samples of a frame.</summary>
    public void Load(float* samples)
    {
        _fft.Forward(samples, _window.Pointer, _re.Pointer, _im.Pointer);
        (_powerKnown, _magnitudeKnown) = (false, false);
    }
}
