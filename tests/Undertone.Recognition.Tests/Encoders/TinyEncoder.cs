using Undertone.Learning.State;
using Undertone.Recognition.Encoders;

namespace Undertone.Recognition.Tests.Encoders;

/// <summary>An encoder of few numbers over mel spectrograms of eight bands.</summary>
internal static class TinyEncoder
{
    public const string Recipe = """
        { "name": "tiny", "features": { "shape": "image",
            "list": [ { "name": "log_melspectrogram", "n_fft": 256, "hop_length": 128, "n_mels": 8 } ] },
          "hearing": { "speech": "whole", "band": "whole", "floorDb": -30 },
          "model": { "kind": "network", "layers": [ { "type": "conv2d", "filters": 2, "kernel": [3, 2] }, { "type": "batch-norm" },
            { "type": "relu" }, { "type": "max-pool2d", "size": 2 }, { "type": "reshape", "shape": [-1, 8] },
            { "type": "dense", "units": 3 }, { "type": "max-mean-pool" } ] } }
        """;

    /// <summary>The tensors as PyTorch has them: outputs first, images [bands, time].</summary>
    public static StateTensor[] PyTorch { get; } =
    [
        StateTensor.From("conv.weight", Numbers(12, 1), 2, 1, 2, 3), StateTensor.From("conv.bias", Numbers(2, 2), 2),
        StateTensor.From("norm.weight", Numbers(2, 3), 2), StateTensor.From("norm.bias", Numbers(2, 4), 2),
        StateTensor.From("norm.running_mean", Numbers(2, 5), 2), StateTensor.From("norm.running_var", [0.5f, 2], 2),
        new("norm.num_batches_tracked", "I64", [], new byte[8]),
        StateTensor.From("fc.weight", Numbers(24, 6), 3, 8), StateTensor.From("fc.bias", Numbers(3, 7), 3),
    ];

    public static string Description => $$"""
        { "version": "2", "source": "A test.", "license": "None.", "recipe": {{Recipe}}, "scaler": { "offset": [-3], "scale": [2] } }
        """;

    public static NetworkEncoder Make(TemporaryWeights files, string name = "tiny") =>
        EncoderImport.Read(files.Weights(PyTorch), name, files.Text("tiny.json", Description));

    public static byte[] Bytes(NetworkEncoder encoder)
    {
        using var stream = new MemoryStream();
        EncoderFile.Write(stream, encoder);
        return stream.ToArray();
    }

    public static float[] Numbers(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin((7 * i) + seed) / 2)];
}
