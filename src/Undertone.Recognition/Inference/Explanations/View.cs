using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Levels;
using Undertone.Sound.Features.Pitch;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Recognition.Inference.Explanations;

/// <summary>What can be seen of a clip, all on the same frames: 16 ms apart, at 16 kHz or the clip's own lower rate.</summary>
internal sealed class View
{
    private const int HighestRateHz = 16_000;
    private const double HopSeconds = 0.016;
    private const int FramesOfHop = 4;
    private const int Bands = 64;
    private const double RangeDb = 80;
    private const double SilenceDb = -100;
    private const double LowestPitchHz = 65;
    private const double HighestPitchHz = 600;

    private readonly AudioClip _clip;
    private readonly int _hop;
    private readonly int _frame;

    /// <summary>Prepares the views of a clip with one sample at least.</summary>
    public View(AudioClip clip)
    {
        _clip = clip.SampleRateHz > HighestRateHz ? clip.Resample(HighestRateHz) : clip;
        _hop = (int)Math.Round(HopSeconds * _clip.SampleRateHz);
        _frame = FramesOfHop * _hop;
    }

    private double Step => (double)_hop / _clip.SampleRateHz;

    /// <summary>A mel spectrogram, 80 dB below its loudest value.</summary>
    public SpectrogramView Spectrogram()
    {
        var highest = _clip.SampleRateHz / 2.0;
        var options = new MelDecibelOptions
        {
            Mel = new MelSpectrogramOptions { Stft = new StftOptions { FftSamples = _frame, HopSamples = _hop }, Bands = Bands },
            TopDb = RangeDb,
        };
        var db = MelDecibels.Compute(_clip.Samples, _clip.SampleRateHz, options);
        // Digital silence has no loudest value to be below.
        var silent = !_clip.Samples.AsSpan().ContainsAnyExcept(0f);
        var values = Array.ConvertAll(
            db.Values, v => silent ? (byte)0 : (byte)Math.Round(255 * (1 + (Math.Clamp(v, -RangeDb, 0) / RangeDb))));
        return new SpectrogramView(
            0, Step, db.Frames, MelScale.Frequencies(Bands + 2, 0, highest)[1..^1], -RangeDb, 0, values);
    }

    /// <summary>The fundamental frequency by pYIN, between 65 and 600 Hz.</summary>
    public Contour Pitch()
    {
        var highest = Math.Min(HighestPitchHz, _clip.SampleRateHz / 4.0);
        // At such a rate there is no octave to look for it in.
        if (highest < 2 * LowestPitchHz) return new Contour(0, Step, new double?[1 + (_clip.Samples.Length / _hop)]);
        var options = new PyinOptions
        {
            MinFrequencyHz = LowestPitchHz,
            MaxFrequencyHz = highest,
            FrameSamples = _frame,
            HopSamples = _hop,
        };
        var hz = Pyin.Compute(_clip.Samples, _clip.SampleRateHz, options).FrequencyHz.Values;
        return new Contour(0, Step, Array.ConvertAll(hz, f => float.IsNaN(f) ? (double?)null : f));
    }

    /// <summary>The root mean square in dB of full scale.</summary>
    public Contour Energy()
    {
        var rms = Rms.Compute(_clip.Samples, _clip.SampleRateHz, new RmsOptions { FrameSamples = _frame, HopSamples = _hop }).Values;
        return new Contour(0, Step, Array.ConvertAll(rms, r => (double?)Math.Max(SilenceDb, 20 * Math.Log10(r))));
    }
}
