using System.Text.Json.Nodes;
using Undertone.Onnx.Models;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Recipes;

namespace Undertone.Onnx;

/// <summary>A model of others as an encoder: ONNX Runtime computes its layers, one clip at a time.</summary>
internal sealed class OnnxEncoder : SpeechEncoder
{
    private readonly OnnxNetwork _network;

    /// <summary>Puts an encoder together.</summary>
    public OnnxEncoder(EncoderNotes notes, string sha256, OnnxNetwork network)
        : base(notes)
    {
        (_network, Sha256) = (network, sha256);
        Labels = OnnxLabels.Of(Plan.Labels, any: true);
        Layers = [.. Answers().Concat(Plan.Layers.Select(l => new EncoderLayer(
            l.Name, l.TimeAxis >= 0 ? [-1, l.Width] : [l.Width], l.IsHidden)))];
    }

    /// <summary>What it was found to be.</summary>
    public OnnxPlan Plan => _network.Plan;

    /// <summary>What its logits mean; null where it is no classifier.</summary>
    public OnnxLabels? Labels { get; }

    public override int SampleRateHz => Plan.SampleRateHz;

    public override IReadOnlyList<EncoderLayer> Layers { get; }

    public override long ParameterCount => Plan.Numbers;

    public override string Sha256 { get; }

    public override string Heard => Plan.InputKind;

    /// <summary>As it is: these models learnt from clips that nobody had brought to one level or cut.</summary>
    internal override JsonObject Hearing => new()
    {
        ["offset"] = "keep",
        ["level"] = "as-recorded",
        ["band"] = "whole",
        ["speech"] = "whole",
        ["floorDb"] = "none",
        ["dither"] = 0,
    };

    internal override IReadOnlyList<string> DefaultPool { get; } = ["mean", "std"];

    internal override JsonObject Describe() => new()
    {
        ["runtime"] = "onnx",
        ["name"] = Name,
        ["version"] = Notes.Version,
        ["source"] = Notes.Source,
        ["license"] = Notes.License,
        ["sha256"] = Sha256,
    };

    internal override EncoderView ViewFor(Recipe recipe)
    {
        var rows = recipe.Features.Encoder!.Layers.Select(l => Layers[RowOf(l, "features.layer")]).ToArray();
        return new OnnxView(recipe, _network, rows, Labels);
    }

    private IEnumerable<EncoderLayer> Answers() => Labels switch
    {
        { Dimensions.Count: > 0 and var count } => [new EncoderLayer(OnnxLabels.DimensionLayer, [count])],
        { Emotions.Count: var count } => [new EncoderLayer(OnnxLabels.EmotionLayer, [count])],
        _ => [],
    };
}
