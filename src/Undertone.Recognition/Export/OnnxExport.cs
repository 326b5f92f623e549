using System.Globalization;
using Undertone.Learning.Graphs;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Export;

/// <summary>
/// Models as ONNX: encoder, scaler, model, the mixture of two models and temperature in the operators of version 17 (and of version 3 for
/// trees and support vector machines), for every runtime that reads them. What goes in is what a recipe's features are of clips, unscaled,
/// or their samples; what comes out is the score of each label. What cannot be written so that the answer stays the same is refused by its
/// name.
/// </summary>
public static class OnnxExport
{
    private const string Batch = "batch";
    private const string Time = "time";
    private const string Features = "features";
    private const string Samples = "samples";
    private const string Scores = "scores";

    /// <summary>Writes a model under a temporary name and renames it.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="path">Where to; an older file is replaced.</param>
    /// <param name="withFeatures">Whether the features are in the graph too, so that samples go in. Default false.</param>
    /// <exception cref="ExportException">It cannot be written with the same answers.</exception>
    public static void Save(ModelBundle bundle, string path, bool withFeatures = false)
    {
        var model = Of(bundle, withFeatures);
        AtomicFile.Write(path, stream => OnnxFile.Write(stream, model));
    }

    /// <summary>Writes a model; the same model gives the same bytes.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="withFeatures">Whether the features are in the graph too, so that samples go in. Default false.</param>
    /// <exception cref="ExportException">It cannot be written with the same answers.</exception>
    public static void Save(ModelBundle bundle, Stream stream, bool withFeatures = false) =>
        OnnxFile.Write(stream, Of(bundle, withFeatures));

    private static OnnxModel Of(ModelBundle bundle, bool withFeatures)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ExportNotes.RequireEmotionsAlone(bundle.Manifest);
        try
        {
            return Assemble(bundle, withFeatures);
        }
        catch (NotSupportedException e)
        {
            throw new ExportException(bundle.Manifest.Name, e.Message, e);
        }
    }

    private static OnnxModel Assemble(ModelBundle bundle, bool withFeatures)
    {
        var (manifest, graph, inputs) = (bundle.Manifest, new Graph(), new List<GraphPort>());
        var rate = manifest.Recipe.SampleRateHz;
        if (withFeatures) inputs.Add(new GraphPort(Samples, [Batch, Samples], $"samples of mono clips from -1 to 1 at {rate} Hz"));

        var encoder = EncoderFile.CarriedBy(bundle, manifest.Name);
        var model = ModelFactory.Restore(bundle);
        string probabilities;
        if (manifest.Recipe.Fusion is { } fusion)
        {
            var (mixture, scaler) = ((FusedModel)model, (FusedScaler)manifest.Scaler);
            var first = Part(new FeaturePipeline(manifest.Recipe.WithoutFusion(), encoder), scaler.First, mixture.First, "");
            var second = Part(new FeaturePipeline(fusion.Recipe), scaler.Second, mixture.Second, "_2");
            probabilities = ScoreGraph.Mixed(graph, first, second, mixture.Weight);
        }
        else
        {
            probabilities = Part(new FeaturePipeline(manifest.Recipe, encoder), manifest.Scaler, model, "");
        }

        graph.Rename(ScoreGraph.Tempered(graph, probabilities, manifest.Temperature), Scores);
        var output = new GraphPort(
            Scores, Shape([manifest.Labels.Count], Time), $"the probability of each label, in order: {string.Join(", ", manifest.Labels)}");
        return new OnnxModel(
            manifest.Name, manifest.PackageVersion, ExportNotes.Description(manifest, inputs), graph, inputs, [output],
            ExportNotes.Metadata(manifest));

        string Part(FeaturePipeline pipeline, IScaler scaler, IModel model, string suffix)
        {
            var listed = pipeline.Listed ?? throw new NotSupportedException(
                $"its encoder {pipeline.Encoder!.Name} is a model of its own, which stands in a file already. Take that file along.");
            string x;
            if (withFeatures)
            {
                if (listed.Recipe.SampleRateHz != rate)
                    throw new NotSupportedException("its two recipes hear at different rates. Write it without the features.");
                x = FeatureGraph.Add(graph, Samples, listed);
            }
            else
            {
                // Two recipes cut the same clip into different numbers of steps.
                var steps = pipeline.OnEncoder?.View.MinimumSteps ?? (model as NetworkModel)?.Network.MinimumSteps ?? 1;
                inputs.Add(new GraphPort(
                    x = Features + suffix, Shape(listed.InputShape, Time + suffix),
                    $"unscaled, {string.Join(" and ", listed.Recipe.Features.List)} of the clips"
                    + (steps > 1 ? $", at least {steps} steps" : "")));
            }

            if (pipeline.OnEncoder is { } view) x = view.AddTo(graph, x);
            return ScoreGraph.Probabilities(graph, ScalerGraph.Add(graph, x, scaler, pipeline.InputShape), model);
        }
    }

    private static string[] Shape(IReadOnlyList<int> sample, string time) =>
        [Batch, .. sample.Select(s => s < 0 ? time : s.ToString(CultureInfo.InvariantCulture))];
}
