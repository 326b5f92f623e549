using System.Numerics.Tensors;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference;

/// <summary>What one thread needs to answer.</summary>
internal sealed class Worker(ModelBundle bundle, IModel model, SpeechEncoder? encoder)
{
    private readonly FeaturePipeline _pipeline = new(bundle.Manifest.Recipe, encoder);

    /// <summary>Looks at a clip or a part of one.</summary>
    public SeenClip See(HeardClip heard, double startSeconds, double endSeconds)
    {
        if (!heard.HasSpeech) return new SeenClip(startSeconds, endSeconds, null, null);
        var input = _pipeline.Compute(heard);
        bundle.Manifest.Scaler.Transform(input);
        if (!TensorPrimitives.IsFiniteAll<float>(input))
        {
            throw new InvalidDataException(
                "its samples are so large that its features overflow. Export it again with samples within full scale (-1 to 1).");
        }

        var probabilities = new float[bundle.Manifest.Labels.Count];
        var embedding = bundle.Manifest.Voices is null ? null : new float[model.EmbeddingSize];
        var numbers = new float[bundle.Manifest.Dimensions.Count];
        model.Predict([input], probabilities, embedding, numbers);
        var unscaled = embedding is null ? null : (float[])probabilities.Clone();
        TemperatureScaling.Apply(probabilities, bundle.Manifest.Temperature);
        return new SeenClip(startSeconds, endSeconds, probabilities, embedding)
        {
            Unscaled = unscaled,
            Dimensions = ModelDimension.Restore(bundle.Manifest.Dimensions, numbers),
        };
    }
}
