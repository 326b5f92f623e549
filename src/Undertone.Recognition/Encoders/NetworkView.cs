using Undertone.Learning.Graphs;
using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>Layers of a <see cref="NetworkEncoder"/>. Clips that are too short for them are filled with silence.</summary>
internal sealed class NetworkView : EncoderView
{
    private readonly IScaler _scaler;
    private readonly FrozenNetwork _network;
    private readonly int[] _rows;
    private readonly int[] _order;

    /// <exception cref="RecipeException">The encoder has no such layer.</exception>
    public NetworkView(Recipe recipe, NetworkEncoder encoder)
    {
        _scaler = encoder.Scaler;
        Listed = new RecipeFeatures(RecipeOf(recipe, encoder));
        var names = recipe.Features.Encoder!.Layers;
        _network = encoder.UpTo(names, "features.layer", Listed.InputShape);
        Listed.FillTo(_network.MinimumSteps);
        var rows = names.Select(n => encoder.RowOf(n, "features.layer")).ToArray();
        _rows = [.. rows.Distinct().Order()];
        _order = Array.ConvertAll(rows, r => Array.IndexOf(_rows, r));
        Shapes = Array.ConvertAll(rows, r => _network.Summary[r].OutputShape);
    }

    public override IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    public override RecipeFeatures Listed { get; }

    public override int MinimumSteps => _network.MinimumSteps;

    public override float[][] Run(HeardClip clip)
    {
        var input = Listed.Compute(clip);
        _scaler.Transform(input);
        var outputs = _network.Run(input, _rows);
        return Array.ConvertAll(_order, place => outputs[place]);
    }

    public override string[] AddTo(Graph graph, string x)
    {
        var outputs = _network.AddTo(graph, ScalerGraph.Add(graph, x, _scaler, Listed.InputShape), _rows);
        return Array.ConvertAll(_order, place => outputs[place]);
    }

    /// <summary>The encoder's own features, with the rate, hearing and length of the recipe.</summary>
    private static Recipe RecipeOf(Recipe recipe, NetworkEncoder encoder)
    {
        var view = encoder.Recipe.ToJson();
        view["sampleRateHz"] = recipe.SampleRateHz;
        view["hearing"] = recipe.Hearing.ToJson();
        if (recipe.Features.LengthSeconds is { } seconds) view["features"]!["lengthSeconds"] = seconds;
        return Recipe.FromJson(view);
    }
}
