using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Undertone.Recognition.Export;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Onnx.Tests;

/// <summary>An exported model in ONNX Runtime.</summary>
internal sealed class ExportedSession : IDisposable
{
    private readonly InferenceSession _session;

    public ExportedSession(ModelBundle bundle, bool withFeatures = false)
    {
        using var stream = new MemoryStream();
        OnnxExport.Save(bundle, stream, withFeatures);
        Bytes = stream.ToArray();
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(Bytes, options);
    }

    private byte[] Bytes { get; }

    public ModelMetadata Metadata => _session.ModelMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    /// <summary>The scores of a batch, [batch, labels].</summary>
    public float[] Run(string name, float[][] samples, IReadOnlyList<int> shape) => Run((name, samples, shape));

    /// <summary>The scores of a batch, [batch, labels], of several inputs.</summary>
    public float[] Run(params (string Name, float[][] Samples, IReadOnlyList<int> Shape)[] inputs)
    {
        var values = inputs.Select(input =>
        {
            var (numbers, inner) = (input.Samples.SelectMany(s => s).ToArray(), input.Shape.Skip(1).Aggregate(1, (a, b) => a * b));
            int[] shape = input.Shape.Count == 1 && input.Shape[0] > 0
                ? [input.Samples.Length, input.Shape[0]]
                : [input.Samples.Length, input.Samples[0].Length / inner, .. input.Shape.Skip(1)];
            return NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(numbers, shape));
        }).ToArray();
        using var results = _session.Run(values);
        return [.. results.Single(r => r.Name == "scores").AsTensor<float>()];
    }

    public void Dispose() => _session.Dispose();
}
