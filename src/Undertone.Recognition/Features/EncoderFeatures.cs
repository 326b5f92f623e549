using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Features;

/// <summary>
/// From a clip to what layers of an encoder make of it: one layer as it is, or several side by side, pooled over time where they give
/// frames. Clips that are too short for the layers are filled with silence. An instance holds work buffers and serves one thread at a time.
/// </summary>
internal sealed class EncoderFeatures
{
    private readonly RecipeFeatures _features;
    private readonly SpeechEncoder _encoder;
    private readonly FrozenNetwork _network;
    private readonly IReadOnlyList<string> _pool;
    private readonly int[] _rows;
    private readonly int[] _order;
    private readonly IReadOnlyList<int>[] _shapes;

    /// <summary>Plans the features of a settled recipe on its encoder.</summary>
    /// <exception cref="RecipeException">The encoder has no such layer, or there is no time left to pool over.</exception>
    public EncoderFeatures(Recipe recipe, SpeechEncoder encoder)
    {
        (_encoder, _pool) = (encoder, recipe.Features.Pool);
        _features = new RecipeFeatures(ViewOf(recipe, encoder));
        var names = recipe.Features.Encoder!.Layers;
        _network = encoder.UpTo(names, "features.layer", _features.InputShape);
        _features.FillTo(_network.MinimumSteps);
        var rows = names.Select(n => encoder.RowOf(n, "features.layer")).ToArray();
        _rows = [.. rows.Distinct().Order()];
        _order = Array.ConvertAll(rows, r => Array.IndexOf(_rows, r));
        _shapes = Array.ConvertAll(rows, r => _network.Summary[r].OutputShape);
        InputShape = Shape(names);
    }

    /// <summary>The shape of what <see cref="Compute"/> returns; -1 where it varies with the clip's length.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The encoder's view of a clip.</summary>
    public float[] Compute(HeardClip clip)
    {
        var input = _features.Compute(clip);
        _encoder.Scaler.Transform(input);
        var outputs = _network.Run(input, _rows);
        return outputs.Length == 1 && _pool.Count == 0 ? outputs[0] : SideBySide(outputs);
    }

    /// <summary>The features that go into the encoder.</summary>
    public RecipeFeatures Listed => _features;

    /// <summary>Fewest steps that go into the encoder.</summary>
    public int MinimumSteps => _network.MinimumSteps;

    /// <summary>Adds the encoder to a graph, and returns the name of its view.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The features that go into the encoder, [batch, shape of <see cref="Listed"/>].</param>
    /// <exception cref="NotSupportedException">Its frames are pooled in a way that has no graph.</exception>
    public string AddTo(Graph graph, string x)
    {
        var outputs = _network.AddTo(graph, ScalerGraph.Add(graph, x, _encoder.Scaler, Listed.InputShape), _rows);
        if (outputs.Length == 1 && _pool.Count == 0) return outputs[0];
        var parts = _order.Select((place, i) => _shapes[i].Count == 1 ? outputs[place] : PoolingGraph.Add(
            graph, graph.Reshape(outputs[place], 0, 0, SizeOf(_shapes[i]) / _pool.Count), _pool)).ToArray();
        return parts.Length == 1 ? parts[0] : graph.Add("Concat", parts, ("axis", -1L));
    }

    private float[] SideBySide(float[][] outputs)
    {
        var (vector, at) = (new float[InputShape[0]], 0);
        for (var i = 0; i < _order.Length; i++)
        {
            var (output, size) = (outputs[_order[i]], SizeOf(_shapes[i]));
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

    private IReadOnlyList<int> Shape(IReadOnlyList<string> names)
    {
        if (names.Count == 1 && _pool.Count == 0) return _shapes[0];
        if (_shapes.All(s => s.Count == 1) && _pool.Count > 0)
        {
            throw new RecipeException(
                "features.pool", $"{string.Join(", ", names)} gives one vector, so that there is no time to pool over.");
        }

        if (_pool.Count == 0 && Array.FindIndex(_shapes, s => s.Count > 1) is >= 0 and var frames)
        {
            throw new RecipeException(
                "features.pool", $"the layer {names[frames]} gives frames, which stand beside others only when they are pooled.");
        }

        return [_shapes.Sum(SizeOf)];
    }

    /// <summary>How many numbers a layer's output is in the vector.</summary>
    private int SizeOf(IReadOnlyList<int> shape) =>
        shape.Count == 1 ? shape[0] : shape.Skip(1).Aggregate(1, (a, b) => a * b) * _pool.Count;

    /// <summary>The encoder's own features, with the rate, hearing and length of the recipe.</summary>
    private static Recipe ViewOf(Recipe recipe, SpeechEncoder encoder)
    {
        var view = encoder.Recipe.ToJson();
        view["sampleRateHz"] = recipe.SampleRateHz;
        view["hearing"] = recipe.Hearing.ToJson();
        if (recipe.Features.LengthSeconds is { } seconds) ((JsonObject)view["features"]!)["lengthSeconds"] = seconds;
        return Recipe.FromJson(view);
    }
}
