using Undertone.Learning.State;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Export;

/// <summary>
/// The weights of a network as safetensors, under the names and in the layout of PyTorch's modules; beside them its scaler
/// (<c>scaler.offset</c>, <c>scaler.scale</c>, 64-bit floats), and in the notes all else that <see cref="WeightImport"/> needs to make the
/// model again. A test holds the layout against PyTorch 1.13.
/// </summary>
public static class WeightExport
{
    internal const string ModelKey = "undertone.model";
    internal const string Offset = "scaler.offset";
    internal const string Scale = "scaler.scale";

    /// <summary>Writes the weights under a temporary name and renames them.</summary>
    /// <param name="bundle">A model whose recipe is one network.</param>
    /// <param name="path">Where to; an older file is replaced.</param>
    /// <exception cref="ExportException">The model is no network.</exception>
    public static void Save(ModelBundle bundle, string path)
    {
        var tensors = Tensors(bundle);
        AtomicFile.Write(path, stream => Write(stream, bundle, tensors));
    }

    /// <summary>Writes the weights; the same model gives the same bytes.</summary>
    /// <param name="bundle">A model whose recipe is one network.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <exception cref="ExportException">The model is no network.</exception>
    public static void Save(ModelBundle bundle, Stream stream) => Write(stream, bundle, Tensors(bundle));

    private static void Write(Stream stream, ModelBundle bundle, IReadOnlyList<StateTensor> tensors) => Safetensors.Write(
        stream, tensors,
        [.. ExportNotes.Metadata(bundle.Manifest), new(ModelKey, (bundle.Manifest with { Voices = null }).ToJson().ToJsonString())]);

    private static IReadOnlyList<StateTensor> Tensors(ModelBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var manifest = bundle.Manifest;
        ExportNotes.RequireEmotionsAlone(manifest);
        if (manifest.Recipe.Fusion is not null)
            throw new ExportException(manifest.Name, "it is two models in one, and safetensors takes one network. Use --format onnx.");
        if (manifest.Recipe.Features.Encoder is { } encoder)
        {
            throw new ExportException(
                manifest.Name,
                $"its features come from the encoder {encoder.Name}, without which its weights answer nothing. Use --format onnx.");
        }

        if (manifest.Recipe.Model.Kind != ModelPlan.Network)
        {
            throw new ExportException(
                manifest.Name, $"its model is a {manifest.Recipe.Model.Kind}, which is no module of PyTorch. Use --format onnx.");
        }

        var scaler = manifest.Scaler;
        return
        [
            .. TorchLayout.ToTorch(ModelFactory.OwnWeights(bundle)),
            StateTensor.From(Offset, scaler.Offset.ToArray(), scaler.Columns),
            StateTensor.From(Scale, scaler.Scale.ToArray(), scaler.Columns),
        ];
    }
}
