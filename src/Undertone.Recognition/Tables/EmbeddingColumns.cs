using System.Globalization;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tables;

/// <summary>What a model makes of a clip before its last step: <c>embedding_0</c> and so on.</summary>
internal sealed class EmbeddingColumns : ClipColumns
{
    private readonly ModelBundle _bundle;
    private readonly IModel _model;
    private readonly FeaturePipeline _pipeline;

    /// <exception cref="EncoderFormatException">The encoder that the model carries is damaged.</exception>
    public EmbeddingColumns(ModelBundle bundle)
    {
        _bundle = bundle;
        _model = ModelFactory.Restore(bundle);
        _pipeline = new FeaturePipeline(bundle.Manifest.Recipe, EncoderFile.CarriedBy(bundle, bundle.Manifest.Name));
        Names = [.. Enumerable.Range(0, _model.EmbeddingSize).Select(i => string.Create(CultureInfo.InvariantCulture, $"embedding_{i}"))];
    }

    public override IReadOnlyList<string> Names { get; }

    public override float[] Compute(AudioClip clip)
    {
        var input = _pipeline.Compute(clip);
        _bundle.Manifest.Scaler.Transform(input);
        var embedding = new float[_model.EmbeddingSize];
        _model.Predict([input], new float[_bundle.Manifest.Labels.Count], embedding);
        return embedding;
    }
}
