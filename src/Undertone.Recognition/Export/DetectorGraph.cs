using Undertone.Learning.Graphs;
using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Export;

/// <summary>The layers of <see cref="SileroNetwork"/> in the operators of a graph; blocks are the steps of its LSTM.</summary>
internal static class DetectorGraph
{
    // Gates lie in the order input, forget, cell, output here, and input, output, forget, cell there.
    private static readonly int[] Gates = [0, 3, 1, 2];

    /// <summary>Adds the network.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="blocks">The samples before each block and its own, times its gain, [blocks, 576].</param>
    /// <param name="state">The last output and the cell, [2, 1, 128]; zeros before the first block.</param>
    /// <returns>The probability of speech [blocks, 1], and the state behind the last block.</returns>
    public static (string Probabilities, string State) Add(Graph graph, string blocks, string state)
    {
        var numbers = SileroNetwork.Numbers();
        var x = graph.Add(
            "Pad", [blocks, graph.Integers(0, 0, 0, SileroNetwork.ContextSamples)], ("mode", "reflect"));
        x = graph.Add("Unsqueeze", [x, graph.Integers(1)]);
        x = graph.Add("Conv", [x, Constant("stft_conv.weight")], ("strides", new long[] { SileroNetwork.HopSamples }));
        x = graph.Add("Mul", [x, x]);
        x = graph.Add("Sqrt", [graph.Add("Add", [Rows(x, 0, SileroNetwork.Bands), Rows(x, SileroNetwork.Bands, 2 * SileroNetwork.Bands)])]);
        x = Convolution("conv1", x, 1);
        x = Convolution("conv2", x, 2);
        x = Convolution("conv3", x, 2);
        x = Convolution("conv4", x, 1);

        // One frame is left of each block: [blocks, 128, 1] to [blocks, 1, 128], a step a block.
        var units = numbers["lstm_cell.weight_hh"].Shape[1];
        var bias = InOrder("lstm_cell.bias_ih", 1).Concat(InOrder("lstm_cell.bias_hh", 1)).ToArray();
        var outputs = graph.Add(
            "LSTM", "", 3,
            [
                graph.Transpose(x, 0, 2, 1),
                graph.Constant("kernel", InOrder("lstm_cell.weight_ih", units), 1, 4 * units, units),
                graph.Constant("recurrent_kernel", InOrder("lstm_cell.weight_hh", units), 1, 4 * units, units),
                graph.Constant("bias", bias, 1, bias.Length), "", Part(0), Part(1),
            ],
            ("hidden_size", (long)units));
        x = graph.Add("Relu", [graph.Reshape(outputs[0], -1, units)]);
        x = graph.Add("MatMul", [x, graph.Constant("output", numbers["final_conv.weight"].ToSingles(), units, 1)]);
        x = graph.Add("Sigmoid", [graph.Add("Add", [x, Constant("final_conv.bias")])]);
        return (x, graph.Add("Concat", [outputs[1], outputs[2]], ("axis", 0L)));

        string Constant(string name) => graph.Constant(name, numbers[name].ToSingles(), [.. numbers[name].Shape]);

        string Convolution(string name, string input, long stride) => graph.Add("Relu", [graph.Add(
            "Conv", [input, Constant(name + ".weight"), Constant(name + ".bias")],
            ("pads", new long[] { 1, 1 }), ("strides", new[] { stride }))]);

        string Rows(string values, int from, int to) =>
            graph.Add("Slice", [values, graph.Integers(from), graph.Integers(to), graph.Integers(1)]);

        string Part(int at) => graph.Add("Slice", [state, graph.Integers(at), graph.Integers(at + 1), graph.Integers(0)]);

        float[] InOrder(string name, int columns)
        {
            var (values, size) = (numbers[name].ToSingles(), units * columns);
            return [.. Gates.SelectMany(gate => values.AsSpan(gate * size, size).ToArray())];
        }
    }
}
