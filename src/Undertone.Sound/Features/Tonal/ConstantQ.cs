using Undertone.Kernels;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Tonal;

/// <summary>
/// The magnitudes of librosa.cqt: the constant-Q transform by recursive subsampling (C. Schörkhuber and A. Klapuri, "Constant-Q transform
/// toolbox for music processing", 2010). The top octave is analysed at the full rate; the signal is then halved in rate for each octave
/// below. Because frequency and rate halve together, the wavelets of one octave serve all.
/// </summary>
internal sealed unsafe class ConstantQ
{
    // The equivalent noise bandwidth of the Hann window in bins, as librosa tabulates it.
    private const double HannBandwidth = 1.50018310546875;
    private readonly ConstantQOptions _options;
    private readonly int _sampleRateHz;
    private readonly SimdWidth _width;
    private readonly VectorKernels _kernels;
    private readonly double _alpha;
    private readonly Dictionary<double, Plan> _plans = [];
    private readonly Dictionary<int, Transform> _transforms = [];
    private Resampler? _halving;
    private AlignedBuffer<float> _signal = new(0);
    private AlignedBuffer<float> _next = new(0);
    private AlignedBuffer<float> _magnitudes = new(0);

    public ConstantQ(ConstantQOptions options, int sampleRateHz, SimdWidth width)
    {
        (_options, _sampleRateHz, _width) = (options, sampleRateHz, width);
        _kernels = VectorKernels.For(width);
        var ratio = Math.Pow(2, 1.0 / options.BinsPerOctave);
        _alpha = (ratio * ratio - 1) / (ratio * ratio + 1);
        RequireBelowNyquist(-0.5);
    }

    /// <summary>The number of frequencies.</summary>
    public int Bins => _options.Octaves * _options.BinsPerOctave;

    /// <summary>The frames of the last clip.</summary>
    public int Frames { get; private set; }

    /// <summary>The magnitudes of the last clip, [frames, bins].</summary>
    public ReadOnlySpan<float> Magnitudes => _magnitudes.Span[..(Frames * Bins)];

    /// <summary>The frames of a clip of so many samples whose tuning is known.</summary>
    public int FramesOf(int samples, double tuning)
    {
        var plan = PlanOf(tuning);
        return plan.Frames(Downsampled(samples, plan.EarlyFactor));
    }

    /// <summary>Transforms a clip whose tuning is known, in fractions of a bin.</summary>
    public void Run(ReadOnlySpan<float> samples, double tuning)
    {
        RequireBelowNyquist(tuning);
        var plan = PlanOf(tuning);
        var length = samples.Length;
        if (plan.EarlyFactor == 1)
        {
            Reserve(ref _signal, length, plan.LongestFft);
            samples.CopyTo(Middle(_signal, length, plan.LongestFft));
        }
        else
        {
            if (length < plan.EarlyFactor)
            {
                throw new ArgumentException(
                    $"A clip of {length} samples is too short for a constant-Q transform of {_options.Octaves} octaves.");
            }

            length = Downsample(samples, plan.Early!, plan.EarlyFactor, ref _signal, plan.LongestFft);
        }

        Frames = plan.Frames(length);
        if (_magnitudes.Length < Frames * Bins) _magnitudes = new AlignedBuffer<float>(Frames * Bins);
        foreach (var octave in plan.Octaves)
        {
            Analyse(octave, length, plan.LongestFft);
            if (!octave.Halves) continue;
            _halving ??= new Resampler(2, 1);
            length = Downsample(Middle(_signal, length, plan.LongestFft), _halving, 2, ref _next, plan.LongestFft);
            (_signal, _next) = (_next, _signal);
        }
    }

    private void Analyse(Octave octave, int length, int longestFft)
    {
        if (!_transforms.TryGetValue(octave.Basis.FftSamples, out var transform))
        {
            _transforms.Add(octave.Basis.FftSamples, transform = new Transform(octave.Basis.FftSamples, _width));
        }

        var first = _signal.Pointer + longestFft / 2 - octave.Basis.FftSamples / 2;
        for (var t = 0; t < Frames; t++)
        {
            transform.Run(first + (nint)t * octave.HopSamples);
            octave.Basis.Apply(_kernels, transform.Re, transform.Im, octave.Scales, _magnitudes.Pointer + (nint)t * Bins + octave.FirstBin);
        }
    }

    private Plan PlanOf(double tuning)
    {
        if (!_plans.TryGetValue(tuning, out var plan)) _plans.Add(tuning, plan = new Plan(this, tuning));
        return plan;
    }

    private static int Downsampled(int samples, int factor) => (samples + factor - 1) / factor;

    /// <summary>Divides the rate, as librosa.resample with scale=True: the energy stays the same.</summary>
    private static int Downsample(
        ReadOnlySpan<float> samples, Resampler resampler, int factor, ref AlignedBuffer<float> target, int longestFft)
    {
        var length = Downsampled(samples.Length, factor);
        var room = resampler.MaxOutput(samples.Length) + resampler.MaxOutput(0);
        Reserve(ref target, room, longestFft);
        var output = Middle(target, room, longestFft);
        var written = resampler.Process(samples, output);
        written += resampler.Flush(output[written..]);
        output[written..].Clear();
        var scale = MathF.Sqrt(factor);
        foreach (ref var value in output[..length]) value *= scale;
        return length;
    }

    /// <summary>Makes room for a signal with half a transform of zeros before and after it.</summary>
    private static void Reserve(ref AlignedBuffer<float> buffer, int length, int longestFft)
    {
        var needed = length + longestFft + VectorKernels.Multiple;
        if (buffer.Length < needed) buffer = new AlignedBuffer<float>(needed);
        else buffer.Span.Clear();
    }

    private static Span<float> Middle(AlignedBuffer<float> buffer, int length, int longestFft) => buffer.Span.Slice(longestFft / 2, length);

    private double LowestHz(double tuning) => _options.MinFrequencyHz * Math.Pow(2, tuning / _options.BinsPerOctave);

    /// <summary>The frequency at which the highest wavelet has decayed.</summary>
    private double CutoffHz(double tuning) =>
        LowestHz(tuning) * Math.Pow(2, (Bins - 1.0) / _options.BinsPerOctave) * (1 + 0.5 * HannBandwidth * _alpha);

    private void RequireBelowNyquist(double tuning)
    {
        var cutoff = CutoffHz(_options.Tuning ?? tuning);
        if (cutoff <= _sampleRateHz / 2.0) return;
        throw new FeatureOptionException(FormattableString.Invariant(
            $"n_octaves={_options.Octaves} from fmin={_options.MinFrequencyHz:R} Hz reaches {cutoff:F0} Hz, which is above half ")
            + FormattableString.Invariant($"the sample rate of {_sampleRateHz} Hz: take fewer octaves or a higher rate."));
    }

    /// <summary>One octave: its wavelets, hop and the scale of each bin.</summary>
    private sealed record Octave(ConstantQBasis Basis, int HopSamples, int FirstBin, float[] Scales, bool Halves);

    /// <summary>The octaves for one tuning, from the top down.</summary>
    private sealed class Plan
    {
        public Plan(ConstantQ parent, double tuning)
        {
            var (options, rate, hop) = (parent._options, (double)parent._sampleRateHz, parent._options.HopSamples);
            EarlyFactor = 1 << EarlyHalvings(parent, tuning);
            if (EarlyFactor > 1) Early = new Resampler(EarlyFactor, 1);
            rate /= EarlyFactor;
            hop /= EarlyFactor;
            var (topRate, lowestHz, bins) = (rate, parent.LowestHz(tuning), options.BinsPerOctave);
            ConstantQBasis? basis = null;
            var reusable = false;
            for (var i = 0; i < options.Octaves; i++)
            {
                var firstBin = parent.Bins - (i + 1) * bins;
                var frequencies = new double[bins];
                var scales = new float[bins];
                for (var k = 0; k < bins; k++)
                {
                    var hz = lowestHz * Math.Pow(2, (double)(firstBin + k) / bins);
                    frequencies[k] = hz / rate;
                    scales[k] = (float)(Math.Sqrt(topRate / rate) / Math.Sqrt(topRate / (parent._alpha * hz)));
                }

                if (!reusable) basis = new ConstantQBasis(frequencies, 1 / parent._alpha, parent._width);
                LongestFft = Math.Max(LongestFft, basis!.FftSamples);
                reusable = hop % 2 == 0;
                Octaves.Add(new Octave(basis, hop, firstBin, scales, reusable && i + 1 < options.Octaves));
                if (!reusable) continue;
                hop /= 2;
                rate /= 2;
            }
        }

        public List<Octave> Octaves { get; } = [];

        public int LongestFft { get; }

        public int EarlyFactor { get; }

        public Resampler? Early { get; }

        /// <summary>The frames that every octave has.</summary>
        public int Frames(int length)
        {
            var frames = int.MaxValue;
            foreach (var octave in Octaves)
            {
                frames = Math.Min(frames, 1 + length / octave.HopSamples);
                if (octave.Halves) length = (length + 1) / 2;
            }

            return frames;
        }

        /// <summary>How often the rate can be halved before the first octave: as far as the highest wavelet and the hop allow.</summary>
        private static int EarlyHalvings(ConstantQ parent, double tuning)
        {
            var byFrequency = Math.Max(0, (int)Math.Ceiling(Math.Log2(parent._sampleRateHz / 2.0 / parent.CutoffHz(tuning))) - 2);
            var byHop = Math.Max(0, int.TrailingZeroCount(parent._options.HopSamples) - parent._options.Octaves + 1);
            return Math.Min(byFrequency, byHop);
        }
    }

    /// <summary>The spectrum of frames of one length, without a window.</summary>
    private sealed class Transform
    {
        private readonly RealFft<float> _fft;
        private readonly AlignedBuffer<float> _ones;
        private readonly AlignedBuffer<float> _re;
        private readonly AlignedBuffer<float> _im;

        public Transform(int length, SimdWidth width)
        {
            _fft = new RealFft<float>(length, width);
            _ones = new AlignedBuffer<float>(length);
            _ones.Span.Fill(1);
            var padded = VectorKernels.Padded(_fft.Bins) + VectorKernels.Multiple;
            (_re, _im) = (new AlignedBuffer<float>(padded), new AlignedBuffer<float>(padded));
        }

        public float* Re => _re.Pointer;

        public float* Im => _im.Pointer;

        public void Run(float* samples) => _fft.Forward(samples, _ones.Pointer, _re.Pointer, _im.Pointer);
    }
}
