using System.Numerics;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Recognition.Inference.Explanations;

/// <summary>
/// A clip of which a cell of time and frequency is taken down to a noise floor. What is above the floor in the short-time spectrum is
/// scaled down to it with its phase kept, and what that takes away is subtracted from the samples: everything else stays as it was, to the
/// bit. Holds its work space: one thread at a time.
/// </summary>
internal sealed class Occluder
{
    private const double FrameSeconds = 0.032;
    private const int HopsOfFrame = 4;
    private const double FloorShare = 0.1;

    private readonly AudioClip _clip;
    private readonly StftOptions _options;
    private readonly ComplexSpectrogram _spectrum;
    private readonly ComplexSpectrogram _taken;
    private readonly float[] _floor;

    /// <summary>Prepares.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="recording">
    /// What the floor is of: the magnitude that a tenth of its frames stay below, for each frequency by itself.
    /// </param>
    public Occluder(AudioClip clip, AudioClip recording)
    {
        var frame = Math.Max(2 * HopsOfFrame, (int)BitOperations.RoundUpToPowerOf2((uint)(FrameSeconds * clip.SampleRateHz)));
        _clip = clip;
        _options = new StftOptions { FftSamples = frame, HopSamples = frame / HopsOfFrame };
        _spectrum = Stft.Compute(clip.Samples, _options);
        _taken = Stft.Compute(new float[clip.Samples.Length], _options);
        _floor = FloorOf(Stft.Magnitude(recording.Samples, _options));
    }

    /// <summary>Whether a cell holds anything above the floor.</summary>
    public bool Holds(Cell cell) => Places(cell).Any(p => Share(p.At, _floor[p.Bin]) > 0);

    /// <summary>The clip without what a cell has above the floor.</summary>
    public AudioClip Without(Cell cell)
    {
        Array.Clear(_taken.Re);
        Array.Clear(_taken.Im);
        foreach (var (at, bin) in Places(cell))
        {
            var share = Share(at, _floor[bin]);
            (_taken.Re[at], _taken.Im[at]) = (share * _spectrum.Re[at], share * _spectrum.Im[at]);
        }

        var samples = Stft.Inverse(_taken, _clip.Samples.Length);
        for (var i = 0; i < samples.Length; i++) samples[i] = _clip.Samples[i] - samples[i];
        return new AudioClip(samples, _clip.SampleRateHz);
    }

    private IEnumerable<(int At, int Bin)> Places(Cell cell)
    {
        var hopSeconds = (double)_options.HopSamples / _clip.SampleRateHz;
        var hzOfBin = (double)_clip.SampleRateHz / _options.FftSamples;
        for (var t = (int)Math.Ceiling(cell.StartSeconds / hopSeconds); t < _spectrum.Frames && t * hopSeconds < cell.EndSeconds; t++)
        {
            for (var k = (int)Math.Ceiling(cell.LowHz / hzOfBin); k < _spectrum.Bins && k * hzOfBin < cell.HighHz; k++)
                yield return ((t * _spectrum.Bins) + k, k);
        }
    }

    private static float[] FloorOf(FeatureMatrix magnitudes)
    {
        var (floor, column) = (new float[magnitudes.Bands], new float[magnitudes.Frames]);
        for (var k = 0; k < floor.Length; k++)
        {
            for (var t = 0; t < column.Length; t++) column[t] = magnitudes.Values[(t * floor.Length) + k];
            Array.Sort(column);
            floor[k] = column[(int)(FloorShare * (column.Length - 1))];
        }

        return floor;
    }

    /// <summary>The share of a number of the spectrum that lies above the floor.</summary>
    private float Share(int at, float floor)
    {
        var magnitude = MathF.Sqrt((_spectrum.Re[at] * _spectrum.Re[at]) + (_spectrum.Im[at] * _spectrum.Im[at]));
        return magnitude > floor ? 1 - (floor / magnitude) : 0;
    }
}
