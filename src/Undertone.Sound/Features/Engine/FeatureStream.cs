using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>
/// Computes features of a clip that arrives in pieces. However the pieces are cut, the frames are those of <see cref="FeatureExtractor"/>
/// over the whole clip, to the bit. Only features whose frames stand for themselves can stream: stft_magnitude, melspectrogram,
/// spectral_centroid, spectral_bandwidth, spectral_rolloff, spectral_flatness, alpha_ratio, hammarberg_index, spectral_slope, rms and
/// zero_crossing_rate; mfcc with top_db=none; chroma_stft with a given tuning; spectral_contrast with linear=true; hnr with
/// silence_threshold=0.
/// </summary>
/// <remarks>Holds its work space: one thread at a time.</remarks>
public sealed class FeatureStream
{
    private readonly FeaturePlanner _planner;
    private readonly FrameGroup.Tap[] _rows;
    private readonly int[] _nextFrames;
    private float[] _buffer = [];
    private long _first;
    private int _count;

    /// <summary>Plans the work.</summary>
    /// <param name="features">The features, answered in this order.</param>
    /// <param name="sampleRateHz">The sample rate in Hz, above 0.</param>
    /// <exception cref="FeatureOptionException">A feature needs the whole clip, and the message
    /// says why; or it cannot work at this sample rate.</exception>
    public FeatureStream(IReadOnlyList<FeatureSpec> features, int sampleRateHz)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1);
        _planner = new FeaturePlanner(sampleRateHz, SimdWidths.Best);
        _rows = new FrameGroup.Tap[features.Count];
        for (var i = 0; i < _rows.Length; i++)
        {
            var feature = features[i].Plan(_planner);
            _rows[i] = feature.Rows ?? throw new FeatureOptionException($"{features[i]} cannot stream: {feature.WholeClipReason}.");
        }

        _nextFrames = new int[_planner.Groups.Count];
    }

    /// <summary>The number of values in each frame of a feature.</summary>
    /// <param name="feature">The place of the feature in the list that the stream was built for.</param>
    public int BandsOf(int feature) => _rows[feature].Bands;

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Mono samples, any number of them.</param>
    /// <returns>The frames that have become complete, a matrix for each feature; often of no frames.</returns>
    /// <exception cref="ArgumentException">A sample is not a finite number; the samples of the call are not taken.</exception>
    public FeatureMatrix[] Push(ReadOnlySpan<float> samples)
    {
        SampleCheck.RequireFinite(samples, _first + _count);
        if (_buffer.Length < _count + samples.Length) Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _count + samples.Length));
        samples.CopyTo(_buffer.AsSpan(_count));
        _count += samples.Length;
        return Compute(ended: false);
    }

    /// <summary>Ends the clip: pads its end where frames are centred and computes the frames that are
    /// left. The stream is then ready for another clip.</summary>
    /// <returns>The last frames, a matrix for each feature.</returns>
    /// <exception cref="ArgumentException">No sample was pushed.</exception>
    public FeatureMatrix[] Complete()
    {
        if (_first + _count == 0) throw new ArgumentException("The clip is empty: a feature needs at least one sample.");
        var results = Compute(ended: true);
        Reset();
        return results;
    }

    /// <summary>Forgets every sample.</summary>
    public void Reset()
    {
        (_first, _count) = (0, 0);
        Array.Clear(_nextFrames);
    }

    private unsafe FeatureMatrix[] Compute(bool ended)
    {
        var end = _first + _count;
        var needed = end;
        fixed (float* samples = _buffer)
        {
            for (var i = 0; i < _nextFrames.Length; i++)
            {
                var group = _planner.Groups[i];
                var frames = Math.Max(0, (ended ? Framing.Count(end, group.Options) : CompleteFrames(end, group.Options)) - _nextFrames[i]);
                group.Begin(frames);
                for (var t = 0; t < frames; t++)
                {
                    group.Frame(group.Locate(samples, _first, end, Framing.Start(_nextFrames[i] + t, group.Options)), t);
                }

                _nextFrames[i] += frames;
                // The end of the clip may be mirrored into its last frames.
                needed = Math.Min(needed, Math.Min(Framing.Start(_nextFrames[i], group.Options), end - group.Options.FftSamples));
            }
        }

        var results = Array.ConvertAll(_rows, r => r.ToMatrix());
        Drop(needed);
        return results;
    }

    /// <summary>The number of frames whose samples are all there, the padding before the clip included.</summary>
    private static int CompleteFrames(long end, StftOptions options)
    {
        var before = options.Center ? options.FftSamples / 2 : 0;
        // The first frames of a mirrored clip reach as far into it as before it.
        if (end <= before && options.Padding == PadMode.Reflect) return 0;
        var last = end + before - options.FftSamples;
        return last < 0 ? 0 : checked((int)(last / options.HopSamples) + 1);
    }

    private void Drop(long needed)
    {
        var drop = (int)Math.Clamp(needed - _first, 0, _count);
        if (drop == 0) return;
        _buffer.AsSpan(drop, _count - drop).CopyTo(_buffer);
        _first += drop;
        _count -= drop;
    }
}
