using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>The features that look at the same frames: each frame is cut out and transformed once for all of them.</summary>
internal sealed unsafe class FrameGroup
{
    private readonly SimdWidth _width;
    private readonly List<Tap> _taps = [];
    private readonly AlignedBuffer<float> _edge;
    private readonly double _noisePower;
    private Spectrum? _spectrum;

    public FrameGroup(StftOptions options, SimdWidth width, double noisePower = 0)
    {
        (Options, _width, _noisePower) = (options, width, noisePower);
        _edge = new AlignedBuffer<float>(options.FftSamples);
    }

    public StftOptions Options { get; }

    /// <summary>The rows of a feature; one that is equal in kind and options is computed once.</summary>
    public Tap Add(object key, Func<FrameFeature> create)
    {
        foreach (var known in _taps)
        {
            if (known.Key.Equals(key)) return known;
        }

        var tap = new Tap(key, create(), Options);
        if (tap.Feature.NeedsSpectrum) _spectrum ??= new Spectrum(Options, _width, _noisePower);
        _taps.Add(tap);
        return tap;
    }

    /// <summary>Computes every row of a clip.</summary>
    public void Run(float* samples, int length)
    {
        var frames = Framing.Count(length, Options);
        Begin(frames);
        for (var t = 0; t < frames; t++) Frame(Locate(samples, 0, length, Framing.Start(t, Options)), t);
    }

    /// <summary>Makes room for the rows of every feature.</summary>
    public void Begin(int frames)
    {
        foreach (var tap in _taps) tap.Begin(frames);
    }

    /// <summary>The samples of the frame that begins at a place: the clip's own where
    /// it covers the frame, or a copy with the padding.</summary>
    /// <param name="samples">The samples at hand.</param>
    /// <param name="first">The place of samples[0] in the clip.</param>
    /// <param name="end">The length of the clip, or as far as samples are at hand.</param>
    /// <param name="start">The place of the frame's first sample.</param>
    public float* Locate(float* samples, long first, long end, long start)
    {
        if (start >= first && start + Options.FftSamples <= end) return samples + (start - first);
        for (var i = 0; i < Options.FftSamples; i++) _edge.Pointer[i] = Framing.At(samples, first, end, start + i, Options.Padding);
        return _edge.Pointer;
    }

    /// <summary>Computes row t of every feature.</summary>
    public void Frame(float* frame, int t)
    {
        _spectrum?.Load(frame);
        foreach (var tap in _taps) tap.Feature.Compute(frame, _spectrum!, tap.Row(t));
    }

    /// <summary>One feature of the group and its rows for the present clip.</summary>
    public sealed class Tap(object key, FrameFeature feature, StftOptions options)
    {
        // Room is left for the alignment and a register behind the last row.
        private const int MostValues = 0x7FFF_0000;
        private AlignedBuffer<float> _rows = new(0);

        public object Key => key;

        public FrameFeature Feature => feature;

        public int Bands => feature.Bands;

        public int Frames { get; private set; }

        /// <summary>The frames of a clip of so many samples.</summary>
        public int FramesOf(int samples) => Framing.Count(samples, options);

        /// <summary>The rows, [frames, bands].</summary>
        public Span<float> Rows => _rows.Span[..(Frames * Bands)];

        public void Begin(int frames)
        {
            feature.Begin();
            Frames = frames;
            // A register's worth of room after the last row lets kernels read it in whole registers.
            var values = (long)frames * Bands;
            if (values > MostValues)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The clip is too long: {frames} frames of {Bands} values do not fit into one array. ")
                    + "Cut it into parts, or use a FeatureStream.");
            }

            var needed = (int)values + VectorKernels.Multiple;
            if (_rows.Length < needed) _rows = new AlignedBuffer<float>(needed);
        }

        public float* Row(int t) => _rows.Pointer + (nint)t * Bands;

        public FeatureMatrix ToMatrix() => new(Frames, Bands, Rows.ToArray());
    }
}
