using Undertone.Learning.Neural;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>The layers of a network that were an encoder's.</summary>
internal static class StartingLayers
{
    /// <summary>
    /// Gives them the encoder's weights and moving averages, and says how each of them is trained: its longest prefix in the plan counts,
    /// and the word for all layers where none fits. Layers behind them are not touched, whatever they are called.
    /// </summary>
    public static IReadOnlyList<LayerOptions> Take(Network network, StartPlan start, SpeechEncoder encoder)
    {
        var layers = encoder.LayersUpTo(start.Encoder.Layers, "startFrom.layer");
        var arrays = FrozenNetwork.Arrays(layers, [.. network.InputShape]).Count;
        for (var i = 0; i < arrays; i++) network.State[i].CopyFrom(encoder.Weights[i].ToSingles());
        var names = network.State.Take(arrays).Select(a => a.Name[..a.Name.LastIndexOf('.')]).Distinct();
        return [.. names.Select(n => Of(n, start)).OfType<LayerOptions>()];
    }

    private static LayerOptions? Of(string name, StartPlan start)
    {
        var named = start.Layers.Where(l => l.Fits(name)).MaxBy(l => l.Prefix.Length)
            ?? start.Layers.FirstOrDefault(l => l.Prefix == StartPlan.AllLayers);
        return named is null ? null : named with { Prefix = name };
    }
}
