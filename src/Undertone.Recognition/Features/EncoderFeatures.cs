using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Features;

/// <summary>
/// From a clip to what a layer of an encoder makes of it, as it is or pooled over time. Clips that are too short for the layers are filled
/// with silence. An instance holds work buffers and serves one thread at a time.
/// </summary>
internal sealed class EncoderFeatures
{
    private readonly RecipeFeatures _features;
    private readonly SpeechEncoder _encoder;
    private readonly FrozenNetwork _network;
    private readonly IReadOnlyList<string> _pool;

    /// <summary>Plans the features of a settled recipe on its encoder.</summary>
    /// <exception cref="RecipeException">The encoder has no such layer, or there is no time left to pool over.</exception>
    public EncoderFeatures(Recipe recipe, SpeechEncoder encoder)
    {
        (_encoder, _pool) = (encoder, recipe.Features.Pool);
        _features = new RecipeFeatures(ViewOf(recipe, encoder));
        _network = encoder.UpTo(recipe.Features.Encoder!.Layer, "features.layer", _features.InputShape);
        _features.FillTo(_network.MinimumSteps);
        var output = _network.OutputShape;
        if (_pool.Count > 0 && output.Count == 1)
        {
            throw new RecipeException(
                "features.pool", $"the layer {recipe.Features.Encoder.Layer} gives one vector, so that there is no time to pool over.");
        }

        InputShape = _pool.Count == 0 ? output : [output.Skip(1).Aggregate(1, (a, b) => a * b) * _pool.Count];
    }

    /// <summary>The shape of what <see cref="Compute"/> returns; -1 where it varies with the clip's length.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The encoder's view of a clip.</summary>
    public float[] Compute(HeardClip clip)
    {
        var input = _features.Compute(clip);
        _encoder.Scaler.Transform(input);
        var output = _network.Run(input);
        if (_pool.Count == 0) return output;
        var pooled = new float[InputShape[0]];
        var columns = pooled.Length / _pool.Count;
        Pooling.Pool(new FeatureMatrix(output.Length / columns, columns, output), _pool, null, pooled);
        return pooled;
    }

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
