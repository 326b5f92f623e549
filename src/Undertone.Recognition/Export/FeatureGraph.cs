using Undertone.Learning.Graphs;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Recognition.Export;

/// <summary>
/// From samples to the features that a recipe lists, in the operators of a graph: mel spectrograms of their three kinds, with the noise
/// floor of the recipe's hearing. The transform is in double precision, as everywhere here.
/// </summary>
internal static class FeatureGraph
{
    /// <summary>Adds features, and returns the name of [batch, shape of the features].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="samples">Samples at the recipe's rate, [batch, samples].</param>
    /// <param name="features">The features.</param>
    /// <exception cref="NotSupportedException">Something of it would change an answer, or has no graph; the message names it.</exception>
    public static string Add(Graph graph, string samples, RecipeFeatures features)
    {
        var recipe = features.Recipe;
        var heard = HearingGraph.Add(graph, samples, recipe.Hearing, recipe.SampleRateHz);
        graph.Scope = "features";
        var clip = Filled(graph, heard, recipe, features.LeastSamples);
        var matrices = recipe.Features.List.Select(spec => Matrix(graph, clip, spec, recipe)).ToArray();
        if (recipe.Features.Shape == FeatureShape.Pooled)
            return Joined(graph, [.. matrices.Select(m => PoolingGraph.Add(graph, m, recipe.Features.Pool))], 1);
        if (recipe.Features.Shape != FeatureShape.Image) return Joined(graph, matrices, 2);
        return features.InputShape[2] == matrices.Length
            ? Joined(graph, [.. matrices.Select(m => WithChannel(graph, m))], 3)
            : WithChannel(graph, Joined(graph, matrices, 2));
    }

    /// <summary>A clip cut or filled with silence to the length of the recipe, or filled to the least that its layers need.</summary>
    private static string Filled(Graph graph, string samples, Recipe recipe, int least)
    {
        var length = recipe.Features.LengthSeconds is { } seconds ? (int)Math.Round(seconds * recipe.SampleRateHz) : 0;
        if (length == 0 && least == 0) return samples;
        var padded = Padded(graph, samples, 0, Math.Max(length, least), "constant");
        var end = length > 0
            ? graph.Integers(length)
            : graph.Add("Max", [graph.Add("Gather", [graph.Add("Shape", [samples]), graph.Integers(1)]), graph.Integers(least)]);
        return graph.Add("Slice", [padded, graph.Integers(0), end, graph.Integers(1)]);
    }

    private static string Matrix(Graph graph, string clip, FeatureSpec spec, Recipe recipe) => spec.Options switch
    {
        MelSpectrogramOptions mel => Mel(graph, clip, mel, recipe),
        LogMelOptions log => graph.Add(
            "Log", [graph.Add("Add", [Mel(graph, clip, log.Mel, recipe), graph.Scalar(log.Floor)])]),
        MelDecibelOptions decibels => Decibels(graph, Mel(graph, clip, decibels.Mel, recipe), decibels.TopDb),
        _ => throw new NotSupportedException(
            $"the feature {spec.Name} has no graph; melspectrogram, log_melspectrogram and melspectrogram_db have. Write it without the "
            + "features."),
    };

    /// <summary>[batch, frames, n_mels].</summary>
    private static string Mel(Graph graph, string clip, MelSpectrogramOptions options, Recipe recipe)
    {
        var (stft, window) = (options.Stft, Stft.Window(options.Stft));
        var half = stft.Center ? stft.FftSamples / 2 : 0;
        var mode = stft.Padding switch { PadMode.Constant => "constant", PadMode.Edge => "edge", _ => "reflect" };
        var padded = half == 0 ? clip : Padded(graph, clip, half, half, mode);
        var signal = graph.Reshape(graph.Cast(padded, GraphType.Double), 0, -1, 1);
        string[] inputs =
            [signal, graph.Integer(stft.HopSamples), graph.Doubles("window", window, window.Length), graph.Integer(stft.FftSamples)];
        var spectrum = graph.Add("STFT", inputs, ("onesided", 1L));
        var power = graph.Cast(graph.Sum(graph.Add("Mul", [spectrum, spectrum]), false, -1), GraphType.Single);
        if (recipe.Hearing.FloorPower > 0)
            power = graph.Add("Add", [power, graph.Scalar(window.Sum(w => recipe.Hearing.FloorPower * w * w))]);
        if (options.Power != 2) power = graph.Add("Pow", [power, graph.Scalar(options.Power / 2)]);
        var filters = MelSpectrogram.Filters(options, recipe.SampleRateHz);
        var turned = graph.Transpose(graph.Constant("mel", filters, options.Bands, stft.Bins), 1, 0);
        return graph.Add("MatMul", [power, turned]);
    }

    /// <summary>Decibels below the loudest value of each clip.</summary>
    private static string Decibels(Graph graph, string power, double? topDb)
    {
        var logarithms = graph.Add("Log", [graph.Add("Max", [power, graph.Scalar(Sound.Features.Engine.Decibels.LeastPower)])]);
        var decibels = graph.Add("Mul", [logarithms, graph.Scalar(10 / Math.Log(10))]);
        var below = graph.Add("Sub", [decibels, graph.Reduce("ReduceMax", decibels, true, 1, 2)]);
        return topDb is { } range ? graph.Add("Max", [below, graph.Scalar(-range)]) : below;
    }

    private static string Padded(Graph graph, string x, int before, int behind, string mode) => graph.Add(
        "Pad", mode == "constant" ? [x, graph.Integers(0, before, 0, behind), graph.Scalar(0)] : [x, graph.Integers(0, before, 0, behind)],
        ("mode", mode));

    private static string WithChannel(Graph graph, string matrix) => graph.Add("Unsqueeze", [matrix, graph.Integers(3)]);

    private static string Joined(Graph graph, string[] parts, long axis) =>
        parts.Length == 1 ? parts[0] : graph.Add("Concat", parts, ("axis", axis));
}
