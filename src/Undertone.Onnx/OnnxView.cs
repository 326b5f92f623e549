using Undertone.Learning.Graphs;
using Undertone.Onnx.Models;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;

namespace Undertone.Onnx;

/// <summary>Layers of an <see cref="OnnxEncoder"/>.</summary>
internal sealed class OnnxView : EncoderView
{
    private readonly Recipe _recipe;
    private readonly OnnxNetwork _network;
    private readonly OnnxInput _input;
    private readonly OnnxLayer[] _layers;
    private readonly bool[] _isEmotions;
    private readonly OnnxLabels? _labels;

    public OnnxView(Recipe recipe, OnnxNetwork network, EncoderLayer[] layers, OnnxLabels? labels)
    {
        network.Open();
        (_recipe, _network, _labels, _input) = (recipe, network, labels, network.NewInput());
        _isEmotions = Array.ConvertAll(layers, l => l.Name == OnnxLabels.EmotionLayer);
        _layers = Array.ConvertAll(layers, l => network.Plan.Layers.First(
            own => own.Name == (l.Name is OnnxLabels.EmotionLayer or OnnxLabels.DimensionLayer ? OnnxLabels.Output : l.Name)));
        Shapes = Array.ConvertAll(layers, l => l.OutputShape);
    }

    public override IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    public override bool SharesTime => Array.TrueForAll(_layers, l => l.IsHidden);

    public override float[][] Run(HeardClip clip)
    {
        int? length = _recipe.Features.LengthSeconds is { } seconds ? (int)Math.Round(seconds * _recipe.SampleRateHz) : null;
        var samples = ClipHearing.Prepare(clip, _recipe.Hearing, _recipe.SampleRateHz, length);
        var outputs = _network.Run(_input, samples, _layers);
        for (var i = 0; i < outputs.Length; i++) outputs[i] = _isEmotions[i] ? _labels!.LogProbabilities(outputs[i]) : outputs[i];
        return outputs;
    }

    public override string[] AddTo(Graph graph, string x) =>
        throw new NotSupportedException("its encoder stands in an ONNX file already. Take that file along.");
}
