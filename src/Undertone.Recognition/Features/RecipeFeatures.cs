using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Features;

/// <summary>
/// From a clip to the features that a recipe lists: pooled, side by side or as an image, unscaled. An instance holds work buffers and
/// serves one thread at a time.
/// </summary>
internal sealed class RecipeFeatures
{
    private readonly Recipe _recipe;
    private readonly FeatureExtractor _extractor;
    private int _leastSamples;

    /// <summary>Plans the features of a recipe that lists some.</summary>
    public RecipeFeatures(Recipe recipe)
    {
        _recipe = recipe;
        _extractor = new FeatureExtractor(recipe.Features.List, recipe.SampleRateHz, recipe.Hearing.FloorPower);
        var bands = Enumerable.Range(0, recipe.Features.List.Count).Select(_extractor.BandsOf).ToArray();
        var frames = recipe.Features is { Shape: not FeatureShape.Pooled, LengthSeconds: { } seconds }
            ? FrameCount(SampleCount(seconds))
            : -1;
        InputShape = recipe.Features.Shape switch
        {
            FeatureShape.Pooled => [bands.Sum() * recipe.Features.Pool.Count],
            FeatureShape.Frames => [frames, bands.Sum()],
            _ when bands.Distinct().Count() == 1 => [frames, bands[0], bands.Length],
            _ => [frames, bands.Sum(), 1],
        };
    }

    /// <summary>The recipe that lists them.</summary>
    public Recipe Recipe => _recipe;

    /// <summary>Shorter clips are filled with silence to so many samples.</summary>
    public int LeastSamples => _leastSamples;

    /// <summary>The shape of what <see cref="Compute"/> returns; -1 where it varies with the clip's length.</summary>
    public IReadOnlyList<int> InputShape { get; }

    private int Columns => InputShape.Skip(1).Aggregate(1, (a, b) => a * b);

    /// <summary>Lets shorter clips be filled with silence up to so many frames.</summary>
    public void FillTo(int frames)
    {
        if (InputShape[0] >= 0) return;
        _leastSamples = 1;
        while (FrameCount(_leastSamples) < frames) _leastSamples += Math.Max(1, _recipe.SampleRateHz / 1000);
    }

    /// <summary>The features of a clip that is being listened to, row-major in <see cref="InputShape"/>.</summary>
    public float[] Compute(HeardClip clip)
    {
        int? length = _recipe.Features.LengthSeconds is { } seconds ? SampleCount(seconds) : null;
        var samples = ClipHearing.Prepare(clip, _recipe.Hearing, _recipe.SampleRateHz, length);
        if (samples.Length < _leastSamples) Array.Resize(ref samples, _leastSamples);
        var matrices = _extractor.Extract(samples);
        if (_recipe.Features.Shape != FeatureShape.Pooled) FillGaps(matrices);
        return _recipe.Features.Shape switch
        {
            FeatureShape.Pooled => Pool(matrices, samples),
            FeatureShape.Image when InputShape[2] > 1 => Interleave(matrices),
            _ => SideBySide(matrices),
        };
    }

    /// <summary>Puts 0 where a frame has no value, as of a pitch where nobody speaks; pooling leaves such frames out.</summary>
    private static void FillGaps(FeatureMatrix[] matrices)
    {
        foreach (var matrix in matrices)
        {
            foreach (ref var value in matrix.Values.AsSpan()) value = float.IsNaN(value) ? 0 : value;
        }
    }

    private float[] Pool(FeatureMatrix[] matrices, float[] samples)
    {
        var activity = _recipe.Hearing.PickSpeech ? Activity.Of(samples, _recipe.SampleRateHz) : null;
        var pool = _recipe.Features.Pool;
        var vector = new float[InputShape[0]];
        var at = 0;
        foreach (var matrix in matrices)
        {
            Pooling.Pool(matrix, pool, activity?.Over(matrix.Frames), vector.AsSpan(at));
            at += matrix.Bands * pool.Count;
        }

        return vector;
    }

    private float[] SideBySide(FeatureMatrix[] matrices)
    {
        var frames = matrices.Min(m => m.Frames);
        var values = new float[frames * Columns];
        for (var t = 0; t < frames; t++)
        {
            var at = t * Columns;
            foreach (var matrix in matrices)
            {
                matrix.Frame(t).CopyTo(values.AsSpan(at));
                at += matrix.Bands;
            }
        }

        return values;
    }

    private static float[] Interleave(FeatureMatrix[] channels)
    {
        var frames = channels.Min(m => m.Frames);
        var bands = channels[0].Bands;
        var values = new float[frames * bands * channels.Length];
        for (var c = 0; c < channels.Length; c++)
        {
            for (var i = 0; i < frames * bands; i++) values[(i * channels.Length) + c] = channels[c].Values[i];
        }

        return values;
    }

    private int SampleCount(double seconds) => (int)Math.Round(seconds * _recipe.SampleRateHz);

    private int FrameCount(int samples) =>
        Enumerable.Range(0, _recipe.Features.List.Count).Min(feature => _extractor.FramesOf(feature, samples));
}
