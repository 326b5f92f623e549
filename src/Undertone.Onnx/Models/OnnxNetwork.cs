using Undertone.Onnx.Files;
using Undertone.Onnx.Runtime;

namespace Undertone.Onnx.Models;

/// <summary>A graph with what is known of it: samples in, layers out. It serves any number of threads.</summary>
internal sealed class OnnxNetwork : IDisposable
{
    private readonly Lazy<OnnxSession> _session;
    private readonly Lazy<OnnxSession>? _front;
    private readonly OnnxSummary? _frontSummary;

    /// <summary>Takes a graph, which is opened when it is first asked.</summary>
    /// <param name="file">The ONNX file, which has been checked.</param>
    /// <param name="summary">What it says of itself.</param>
    /// <param name="plan">What it was found to be.</param>
    public OnnxNetwork(string file, OnnxSummary summary, OnnxPlan plan)
    {
        (Plan, _session) = (plan, new(() => new OnnxSession(file, summary)));
        if (FrontOf(file, plan) is not { } front) return;
        _frontSummary = OnnxSummaryReader.Read(front);
        _front = new(() => new OnnxSession(front, _frontSummary));
    }

    /// <summary>What it was found to be.</summary>
    public OnnxPlan Plan { get; }

    /// <summary>The file of the graph that makes its log-mel frames; null where it takes something else.</summary>
    public static string? FrontOf(string file, OnnxPlan plan) =>
        plan.IsOfWindows
            ? Path.Combine(Path.GetDirectoryName(file)!, plan.InputKind[OnnxInputKind.Mel.Length..])
            : null;

    /// <summary>Opens the graph now, so that what is missing is told before the first clip.</summary>
    public void Open() => _ = _session.Value;

    /// <summary>Makes what turns clips into inputs, for one thread.</summary>
    public OnnxInput NewInput() => _front is { } front
        ? new MelGraphInput(Plan, front.Value, _frontSummary!.Inputs[0].Name, _frontSummary.Outputs[0].Name)
        : Plan.InputKind == OnnxInputKind.Whisper ? new WhisperInput(Plan)
        : new WaveformInput(Plan);

    /// <summary>The outputs of some layers for one clip: [steps, width], or [width] where a layer gives a vector.</summary>
    public float[][] Run(OnnxInput input, float[] samples, IReadOnlyList<OnnxLayer> layers)
    {
        var parts = layers.Select(_ => new List<(float[] Rows, double Weight)>()).ToArray();
        string[] outputs = [.. layers.Select(l => l.Output).Distinct(StringComparer.Ordinal)];
        foreach (var piece in input.Pieces(samples))
        {
            var results = _session.Value.Run(Inputs(piece.Tensor), outputs);
            for (var l = 0; l < layers.Count; l++)
                parts[l].Add((RowsOf(results[Array.IndexOf(outputs, layers[l].Output)], layers[l], piece.Share), piece.Share));
        }

        return [.. layers.Select((layer, l) => layer.TimeAxis >= 0 ? [.. parts[l].SelectMany(p => p.Rows)] : Mean(parts[l]))];
    }

    /// <summary>What the graph gives as it is, to look at.</summary>
    public OnnxTensor[] Run(OnnxTensor input, IReadOnlyList<string> outputs, int? valid = null) =>
        _session.Value.Run(Inputs(input, valid), outputs);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session.IsValueCreated) _session.Value.Dispose();
        if (_front is { IsValueCreated: true }) _front.Value.Dispose();
    }

    private List<(string, OnnxTensor)> Inputs(OnnxTensor tensor, int? valid = null)
    {
        List<(string, OnnxTensor)> inputs = [(Plan.Input, tensor)];
        if (Plan.Mask is not { } mask) return inputs;
        var ones = new float[tensor.Values.Length];
        var length = (int)tensor.Shape[^1];
        for (var i = 0; i < ones.Length; i++) ones[i] = i % length < (valid ?? length) ? 1 : 0;
        inputs.Add((mask, new OnnxTensor(ones, tensor.Shape)));
        return inputs;
    }

    /// <summary>The steps that are of the clip, time first.</summary>
    private static float[] RowsOf(OnnxTensor result, OnnxLayer layer, double share)
    {
        if (layer.TimeAxis < 0) return result.Values;
        var steps = (int)result.Shape[layer.TimeAxis];
        // With the axes before and behind time, [before, time, behind], a step's numbers are those of all of them.
        var before = (int)result.Shape.Take(layer.TimeAxis).Aggregate(1L, (a, b) => a * b);
        var behind = (int)result.Shape.Skip(layer.TimeAxis + 1).Aggregate(1L, (a, b) => a * b);
        var kept = Math.Clamp((int)Math.Ceiling(steps * share), 1, steps);
        var rows = new float[kept * before * behind];
        for (var t = 0; t < kept; t++)
        {
            for (var a = 0; a < before; a++)
                result.Values.AsSpan(((a * steps) + t) * behind, behind).CopyTo(rows.AsSpan(((t * before) + a) * behind, behind));
        }

        return rows;
    }

    /// <summary>The mean of vectors of pieces, each counted by what of it is the clip.</summary>
    private static float[] Mean(List<(float[] Rows, double Weight)> parts)
    {
        if (parts.Count == 1) return parts[0].Rows;
        var (sum, total) = (new double[parts[0].Rows.Length], parts.Sum(p => p.Weight));
        foreach (var (rows, weight) in parts)
        {
            for (var i = 0; i < sum.Length; i++) sum[i] += rows[i] * weight / total;
        }

        return Array.ConvertAll(sum, s => (float)s);
    }
}
