using Undertone.Learning.Graphs;
using Undertone.Recognition.Files;
using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Export;

/// <summary>
/// The network of the <see cref="SpeechDetector"/> (Silero VAD version 6, MIT) as ONNX. What is around it, the high-pass, the gain and
/// the cutting into blocks, is not in the graph.
/// </summary>
public static class DetectorExport
{
    private const string Blocks = "blocks";
    private const string State = "state";

    /// <summary>Writes the network; always the same bytes.</summary>
    /// <param name="stream">
    /// Where to; left open. In the graph <c>blocks</c> [blocks, 576] (the 64 samples before each block of 512 and its own, times its gain)
    /// and <c>state</c> [2, 1, 128] (zeros at first) go in; <c>speech</c> [blocks, 1] (probabilities) and <c>next_state</c> come out.
    /// </param>
    public static void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var graph = new Graph { Scope = "detector" };
        var (speech, next) = DetectorGraph.Add(graph, Blocks, State);
        graph.Rename(speech, "speech");
        graph.Rename(next, "next_state");
        var heard = SileroNetwork.ContextSamples + SpeechDetector.BlockSamples;
        OnnxFile.Write(stream, new OnnxModel(
            "detector", PackageVersion.Text,
            "How probable speech is in each block of 32 ms at 16 kHz: Silero VAD version 6, as its authors publish it under MIT.", graph,
            [
                new GraphPort(Blocks, [Blocks, $"{heard}"], "the 64 samples before each block and its own 512, times its gain"),
                new GraphPort(State, ["2", "1", "128"], "what is remembered of the blocks before; zeros at first"),
            ],
            [
                new GraphPort("speech", [Blocks, "1"], "the probability of speech in each block"),
                new GraphPort("next_state", ["2", "1", "128"], "what is remembered of the blocks"),
            ],
            [new("license", "MIT"), new("sampleRateHz", "16000")]));
    }
}
