using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Recognition.Export;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Web.Pages;
using Undertone.Web.Problems;

namespace Undertone.Web.Endpoints;

/// <summary>What a page needs to answer by itself: the graphs of the model and of the speech detector, and how the model hears.</summary>
/// <param name="allowed">Whether models are given away: only where the page has what runs them.</param>
internal sealed class GraphEndpoints(bool allowed)
{
    private const string Type = "application/octet-stream";

    private readonly Lazy<TaggedBytes> _detector = new(() => Written(DetectorExport.Save));
    private readonly Lock _writing = new();
    private (ModelBundle Bundle, TaggedBytes Bytes)? _model;

    /// <summary><c>GET /v1/models/{name}/graph</c>: the bytes of <c>export --format onnx</c>.</summary>
    public Task Model(HttpContext context) => Send(context, GraphOf(BundleOf(context)));

    /// <summary><c>GET /v1/detector/graph</c>: as <see cref="DetectorExport"/> writes it.</summary>
    public Task Detector(HttpContext context)
    {
        Require();
        return Send(context, _detector.Value);
    }

    /// <summary><c>GET /v1/models/{name}/hearing</c>: how a clip becomes what goes into the graph, and what comes out an answer.</summary>
    public Task Hearing(HttpContext context)
    {
        var manifest = BundleOf(context).Manifest;
        var recipe = manifest.Recipe;
        return Json.WriteTagged(context, new JsonObject
        {
            ["model"] = new JsonObject
            {
                ["name"] = manifest.Name,
                ["version"] = manifest.Version,
                ["labels"] = new JsonArray([.. manifest.Labels.Select(l => (JsonNode)l)]),
            },
            ["uncertainBelow"] = manifest.UncertainBelow,
            ["levelDb"] = HearingPlan.LevelDb,
            ["bandHz"] = recipe.Hearing.HeardHz(recipe.SampleRateHz),
            ["floorPower"] = recipe.Hearing.FloorPower,
            ["recipe"] = recipe.ToJson(),
        });
    }

    private TaggedBytes GraphOf(ModelBundle bundle)
    {
        lock (_writing)
        {
            if (_model is { } known && ReferenceEquals(known.Bundle, bundle)) return known.Bytes;
            try
            {
                var bytes = Written(stream => OnnxExport.Save(bundle, stream));
                _model = (bundle, bytes);
                return bytes;
            }
            catch (ExportException e)
            {
                throw new RefusedException(StatusCodes.Status404NotFound, "no-graph", $"This model has no graph: {e.Fault}");
            }
        }
    }

    private ModelBundle BundleOf(HttpContext context)
    {
        Require();
        var bundle = context.RequestServices.GetRequiredService<IEmotionRecognizer>().Bundle;
        ServiceEndpoints.RequireName(context, bundle.Manifest);
        return bundle;
    }

    private void Require()
    {
        if (allowed) return;
        throw new RefusedException(
            StatusCodes.Status404NotFound, "no-graphs",
            "This service gives no graphs away. Whoever runs it can let pages answer by themselves with --onnx-runtime-web.");
    }

    private static Task Send(HttpContext context, TaggedBytes graph)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return graph.Send(context, Type);
    }

    private static TaggedBytes Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return new TaggedBytes(stream.ToArray());
    }
}
