using Undertone.Onnx.Files;
using Undertone.Onnx.Runtime;
using Undertone.Recognition.Encoders;

namespace Undertone.Onnx.Models;

/// <summary>
/// Runs a graph on made sounds to find out what the file does not say: the shape of its outputs, the shortest clip, and whether batches and
/// padding change an answer.
/// </summary>
internal static class OnnxProbe
{
    private const double Same = 1e-4;
    private static readonly int[] Shortest = [400, 800, 1600, 3200, 6400, 12_800];

    /// <summary>Fills in what has to be tried.</summary>
    /// <exception cref="EncoderFormatException">The graph fails on any sound, or gives nothing that a recipe can take.</exception>
    public static OnnxPlan Complete(string file, OnnxSummary summary, OnnxPlan plan, OnnxWishes wishes)
    {
        using var network = new OnnxNetwork(file, summary, plan);
        string[] outputs = [.. summary.Outputs.Where(o => o.ElementType == OnnxValue.Single).Select(o => o.Name)];
        if (outputs.Length == 0) throw new EncoderFormatException(file, "it has no output of 32-bit floats.");
        var (shorter, longer) = (Outputs(network, outputs, 16_000), Outputs(network, outputs, 24_000));
        if (shorter.Concat(longer).Any(o => o.Values.Any(v => !float.IsFinite(v))))
            throw new EncoderFormatException(file, "it gives numbers that are not finite for plain noise. Export it in 32-bit floats.");
        var layers = outputs.Select((o, i) => LayerOf(o, shorter[i].Shape, longer[i].Shape, plan)).OfType<OnnxLayer>().ToArray();
        if (layers.Length == 0)
        {
            throw new EncoderFormatException(
                file, "none of its outputs is one vector a clip or a row of numbers a step, so that no recipe can take them.");
        }

        var found = plan with { Layers = InOrder(file, layers, wishes), Labels = LabelsOf(file, layers, wishes) };
        // Of a fixed length only a graph in front has a shortest clip.
        if (plan.FixedLength is not null && OnnxNetwork.FrontOf(file, plan) is null) return found;
        found = found with { LeastSamples = Shortest.FirstOrDefault(n => Works(network, outputs, n), 16_000) };
        return plan.FixedLength is not null ? found : found with
        {
            Batches = Batches(network, summary, outputs),
            IgnoresPadding = IgnoresPadding(network, found.Layers[^1]),
        };
    }

    /// <summary>Noise like speech: never silent, never the same, and the same in every run.</summary>
    internal static float[] Noise(int samples, uint seed = 1)
    {
        var noise = new float[samples];
        var state = seed * 2_654_435_761u;
        for (var i = 0; i < samples; i++)
        {
            state = (state * 1_664_525u) + 1_013_904_223u;
            noise[i] = (float)(0.1 * ((state / 2_147_483_648.0) - 1 + Math.Sin(i * (0.05 + (1e-7 * i)))));
        }

        return noise;
    }

    private static OnnxTensor[] Outputs(OnnxNetwork network, string[] outputs, int samples) =>
        network.Run(network.NewInput().Pieces(Noise(samples)).First().Tensor, outputs);

    private static bool Works(OnnxNetwork network, string[] outputs, int samples)
    {
        try
        {
            return Outputs(network, outputs, samples).All(o => o.Values.Length > 0 && o.Values.All(float.IsFinite));
        }
        catch (EncoderFormatException)
        {
            return false;
        }
    }

    /// <summary>The layer that an output is; null where it has no shape that a recipe can take.</summary>
    private static OnnxLayer? LayerOf(string output, long[] shorter, long[] longer, OnnxPlan plan)
    {
        if (shorter.Length == 0 || shorter.Length != longer.Length || shorter.Contains(0)) return null;
        var changing = Enumerable.Range(0, shorter.Length).Where(a => shorter[a] != longer[a]).ToArray();
        // Of a fixed length nothing changes: then it is steps of numbers where there are two axes behind the batch.
        var time = changing is [var axis] ? axis
            : changing.Length > 1 ? -2
            : plan.FixedLength is not null && plan.Rank != 4 && shorter.Length == 3 ? 1
            : -1;
        if (time == -2 || (time < 0 && shorter[0] != 1)) return null;
        var width = shorter.Where((_, a) => a != time).Aggregate(1L, (a, b) => a * b);
        if (width is < 1 or > 1 << 20) return null;
        var hidden = OnnxKinds.HiddenState(output);
        return new OnnxLayer(hidden is { } number ? $"{number}" : output, output, time, (int)width, hidden is not null);
    }

    /// <summary>Logits first, hidden states in order, and last what recipes take that name none.</summary>
    private static OnnxLayer[] InOrder(string file, OnnxLayer[] layers, OnnxWishes wishes)
    {
        var main = wishes.Output is { } wanted
            ? Array.Find(layers, l => l.Output == wanted || l.Name == wanted) ?? throw new EncoderFormatException(
                file, $"it has no output '{wanted}' that a recipe can take; there are {string.Join(", ", layers.Select(l => l.Output))}.")
            : Array.Find(layers, l => l.Output == "last_hidden_state") ?? Array.Find(layers, l => l.Output == "hidden_states")
                ?? layers.Where(l => l.IsHidden).MaxBy(l => OnnxKinds.HiddenState(l.Output))
                ?? Array.Find(layers, l => l.Output != OnnxLabels.Output) ?? layers[0];
        return
        [
            .. layers.Where(l => l != main).OrderBy(l => l.IsHidden ? 1 : 0).ThenBy(l => OnnxKinds.HiddenState(l.Output) ?? 0), main,
        ];
    }

    private static IReadOnlyList<string> LabelsOf(string file, OnnxLayer[] layers, OnnxWishes wishes)
    {
        var labels = wishes.Labels ?? OfConfig(wishes);
        if (labels.Count == 0) return [];
        var logits = Array.Find(layers, l => l.Output == OnnxLabels.Output && l.TimeAxis < 0);
        if (logits is not null && logits.Width == labels.Count) return labels;
        if (wishes.Labels is null) return [];
        throw new EncoderFormatException(
            file, logits is null
                ? "labels are named, and it has no output 'logits' of one vector a clip to name. Leave --labels out."
                : $"{labels.Count} labels are named ({string.Join(", ", labels)}), and its logits are {logits.Width} numbers.");
    }

    /// <summary>What <c>config.json</c> calls the logits, in order.</summary>
    private static IReadOnlyList<string> OfConfig(OnnxWishes wishes) =>
        wishes.Config?["id2label"] is System.Text.Json.Nodes.JsonObject names
        && names.All(n => int.TryParse(n.Key, out _))
            ? [.. names.OrderBy(n => int.Parse(n.Key)).Select(n => n.Value?.ToString() ?? "")]
            : [];

    private static bool? Batches(OnnxNetwork network, OnnxSummary summary, string[] outputs)
    {
        var plan = network.Plan;
        if (plan.Rank < 2 || summary.Inputs.First(i => i.Name == plan.Input).Shape?[0] > 0) return null;
        float[][] clips = [.. Enumerable.Range(2, 2).Select(s => network.NewInput().Pieces(Noise(16_000, (uint)s)).First().Tensor.Values)];
        long[] shape = [1, .. Enumerable.Repeat(1L, plan.Rank - 2), 16_000];
        try
        {
            var together = network.Run(new OnnxTensor([.. clips[0], .. clips[1]], [2, .. shape[1..]]), outputs);
            var alone = clips.Select(c => network.Run(new OnnxTensor(c, shape), outputs)).ToArray();
            return Enumerable.Range(0, outputs.Length).All(o => Close(together[o].Values, [.. alone[0][o].Values, .. alone[1][o].Values]));
        }
        catch (EncoderFormatException)
        {
            return null;
        }
    }

    private static bool? IgnoresPadding(OnnxNetwork network, OnnxLayer layer)
    {
        const int Length = 16_000, Padded = 24_000;
        var clip = network.NewInput().Pieces(Noise(Length)).First().Tensor;
        var padded = new OnnxTensor([.. clip.Values, .. new float[Padded - Length]], [.. clip.Shape[..^1], Padded]);
        try
        {
            var (own, with) = (network.Run(clip, [layer.Output])[0], network.Run(padded, [layer.Output], Length)[0]);
            return layer.TimeAxis < 0 ? Close(own.Values, with.Values)
                : layer.TimeAxis == 1 && Close(own.Values, with.Values[..Math.Min(own.Values.Length, with.Values.Length)]);
        }
        catch (EncoderFormatException)
        {
            return null;
        }
    }

    private static bool Close(float[] one, float[] other) =>
        one.Length == other.Length && one.Zip(other).All(p => Math.Abs(p.First - p.Second) <= Same * (1 + Math.Abs(p.First)));
}
