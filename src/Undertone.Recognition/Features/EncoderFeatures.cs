using Undertone.Learning.Graphs;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Features;

/// <summary>
/// From a clip to what layers of an encoder make of it: one layer as it is, or several side by side, pooled over time where they give
/// frames and that is asked for. An instance holds work buffers and serves one thread at a time.
/// </summary>
internal sealed class EncoderFeatures
{
    private readonly IReadOnlyList<string> _pool;
    private readonly IReadOnlyList<IReadOnlyList<int>> _shapes;

    /// <summary>Plans the features of a settled recipe on its encoder.</summary>
    /// <exception cref="RecipeException">The encoder has no such layer, or there is no time left to pool over.</exception>
    public EncoderFeatures(Recipe recipe, SpeechEncoder encoder)
    {
        (_pool, View) = (recipe.Features.Pool, encoder.ViewFor(recipe));
        _shapes = View.Shapes;
        InputShape = Shape(recipe.Features.Encoder!.Layers);
    }

    /// <summary>The shape of what <see cref="Compute"/> returns; -1 where it varies with the clip's length.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The layers.</summary>
    public EncoderView View { get; }

    private bool KeepsFrames => View.SharesTime && _pool.Count == 0 && _shapes.Count > 1 && _shapes.All(s => s.Count == 2);

    /// <summary>The encoder's view of a clip.</summary>
    public float[] Compute(HeardClip clip)
    {
        var outputs = View.Run(clip);
        return outputs.Length == 1 && _pool.Count == 0 ? outputs[0] : KeepsFrames ? FrameByFrame(outputs) : SideBySide(outputs);
    }

    /// <summary>Adds the encoder to a graph, and returns the name of its view.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The features that go into the encoder, as <see cref="EncoderView.AddTo"/> takes them.</param>
    /// <exception cref="NotSupportedException">Its frames are pooled in a way that has no graph, or it is no network.</exception>
    public string AddTo(Graph graph, string x)
    {
        var outputs = View.AddTo(graph, x);
        if (outputs.Length == 1 && _pool.Count == 0) return outputs[0];
        var parts = outputs.Select((output, i) => _shapes[i].Count == 1 || KeepsFrames ? output : PoolingGraph.Add(
            graph, graph.Reshape(output, 0, 0, SizeOf(_shapes[i]) / _pool.Count), _pool)).ToArray();
        return parts.Length == 1 ? parts[0] : graph.Add("Concat", parts, ("axis", -1L));
    }

    private float[] SideBySide(float[][] outputs)
    {
        var (vector, at) = (new float[InputShape[0]], 0);
        for (var i = 0; i < outputs.Length; i++)
        {
            var (output, size) = (outputs[i], SizeOf(_shapes[i]));
            if (_shapes[i].Count == 1)
            {
                output.CopyTo(vector, at);
            }
            else
            {
                var columns = size / _pool.Count;
                Pooling.Pool(new FeatureMatrix(output.Length / columns, columns, output), _pool, null, vector.AsSpan(at, size));
            }

            at += size;
        }

        return vector;
    }

    private float[] FrameByFrame(float[][] outputs)
    {
        var (steps, columns) = (outputs[0].Length / _shapes[0][1], InputShape[1]);
        var frames = new float[steps * columns];
        for (var t = 0; t < steps; t++)
        {
            var at = t * columns;
            for (var i = 0; i < outputs.Length; i++)
            {
                var width = _shapes[i][1];
                outputs[i].AsSpan(t * width, width).CopyTo(frames.AsSpan(at, width));
                at += width;
            }
        }

        return frames;
    }

    private IReadOnlyList<int> Shape(IReadOnlyList<string> names)
    {
        if (names.Count == 1 && _pool.Count == 0) return _shapes[0];
        if (_shapes.All(s => s.Count == 1) && _pool.Count > 0)
        {
            throw new RecipeException(
                "features.pool", $"{string.Join(", ", names)} gives one vector, so that there is no time to pool over.");
        }

        if (KeepsFrames) return [_shapes[0][0], _shapes.Sum(s => s[1])];
        var frames = Enumerable.Range(0, names.Count).FirstOrDefault(i => _shapes[i].Count > 1, -1);
        if (_pool.Count == 0 && frames >= 0)
        {
            throw new RecipeException(
                "features.pool", $"the layer {names[frames]} gives frames, which stand beside others only when they are pooled.");
        }

        return [_shapes.Sum(SizeOf)];
    }

    /// <summary>How many numbers a layer's output is in the vector.</summary>
    private int SizeOf(IReadOnlyList<int> shape) =>
        shape.Count == 1 ? shape[0] : shape.Skip(1).Aggregate(1, (a, b) => a * b) * _pool.Count;
}
