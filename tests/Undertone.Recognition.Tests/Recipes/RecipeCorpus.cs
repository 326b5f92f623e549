using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Recipes;

/// <summary>Small recipes that together use every key there is, and the shape that their networks see.</summary>
internal sealed record RecipeCase(string Name, JsonObject Json, int[] Shape)
{
    private const string VectorLayers = """
        [ { "type": "dense", "units": 6, "activation": "relu", "useBias": true, "kernelInitializer": "he_uniform" },
          { "type": "dropout", "rate": 0.2 }, { "type": "batch-norm", "momentum": 0.8, "epsilon": 0.001 },
          { "type": "dense", "units": 6 }, { "type": "layer-weights", "count": 2 }, { "type": "dense", "units": 6 },
          { "type": "leaky-relu", "slope": 0.1 }, { "type": "elu" }, { "type": "gelu" }, { "type": "silu" }, { "type": "sigmoid" },
            { "type": "tanh" }, { "type": "layer-norm", "epsilon": 0.001 },
          { "type": "residual", "layers": [ { "type": "relu" } ], "shortcut": [ { "type": "dense", "units": 6 } ] },
            { "type": "dense", "units": "classes" }, { "type": "softmax" } ]
        """;

    private const string SequenceLayers = """
        [ { "type": "conv1d", "filters": 6, "kernel": 3, "stride": 1, "dilation": 2, "groups": 2, "padding": "same", "useBias": false,
          "kernelInitializer": "glorot_normal", "activation": "gelu" },
          { "type": "max-pool1d", "size": 2, "stride": 1, "padding": "same" },
            { "type": "average-pool1d", "size": 2, "stride": 1, "padding": "valid" }, { "type": "positional-encoding" },
          { "type": "multi-head-attention", "heads": 2 },
            { "type": "transformer-block", "heads": 3, "units": 4, "dropout": 0.1, "norm": "behind", "activation": "relu" },
          { "type": "lstm", "units": 3, "returnSequences": true, "reverse": true, "kernelInitializer": "he_normal",
            "recurrentInitializer": "orthogonal", "unitForgetBias": false },
          { "type": "gru", "units": 4, "returnSequences": true, "reverse": false, "kernelInitializer": "ones",
            "recurrentInitializer": "zeros" },
          { "type": "bidirectional", "layer": { "type": "lstm", "units": 3, "returnSequences": true } },
            { "type": "bidirectional", "layer": { "type": "gru", "units": 3, "returnSequences": true } },
          { "type": "attentive-statistics-pool", "units": 5 } ]
        """;

    private const string ImageLayers = """
        [ { "type": "spec-augment", "timeMasks": 1, "timeWidth": 2, "bandMasks": 1, "bandWidth": 2 },
          { "type": "conv2d", "filters": 4, "kernel": [3, 2], "stride": [1, 2], "dilation": 1, "groups": 2, "padding": "same",
            "useBias": true, "kernelInitializer": "orthogonal", "activation": "silu" },
          { "type": "spatial-dropout", "rate": 0.1 }, { "type": "squeeze-excite", "ratio": 2 },
            { "type": "max-pool2d", "size": [2, 1], "stride": 1, "padding": "valid" },
          { "type": "average-pool2d", "size": 2, "stride": [2, 1], "padding": "same" }, { "type": "permute", "order": [0, 2, 1] },
            { "type": "reshape", "shape": [-1, 16] }, { "type": "statistics-pool" } ]
        """;

    private const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string AllStages = """
        [ { "type": "band-shift", "bands": 3, "probability": 0.5 }, { "type": "crop", "frames": 50, "probability": 1 },
          { "type": "equalizer", "db": 6, "log": "db", "probability": 1 }, { "type": "gain", "db": 3, "log": "natural", "probability": 1 },
          { "type": "masks", "timeMasks": 2, "timeWidth": 20, "bandMasks": 2, "bandWidth": 8, "probability": 1 },
          { "type": "noise-floor", "snrDb": [5, 20.5], "colorDb": 10, "log": "db", "probability": 1 },
          { "type": "rate", "range": 0.1, "probability": 1 } ]
        """;

    private const string AllTraining = """
        { "optimizer": { "type": "sgd", "momentum": 0.9, "nesterov": true }, "schedule": { "type": "cosine", "warmupEpochs": 2 },
          "loss": { "type": "focal", "gamma": 1.5 }, "epochs": 7, "batch": 8, "classWeights": "balanced",
          "sampling": "balanced-corpora-and-classes", "sampleWeights": "none", "maskMissingLabels": true, "clipNorm": 5, "ema": 0.99,
            "mixup": 0.2, "labels": "votes", "voices": true,
            "layers": [ { "layers": "dense_1", "learningRate": 0.5, "frozenEpochs": 2 }, { "layers": "dense" } ],
            "earlyStopping": { "patience": 3, "validationShare": 0.2, "monitor": "uar" },
            "copies": { "count": 2, "stages": [ { "type": "gain", "probability": 0.5, "db": [-20, -10.5] } ] }, "augmentation": [] }
        """;

    public static IReadOnlyList<RecipeCase> All(JsonSchema schema)
    {
        var cases = new List<RecipeCase>
        {
            Of("vector", $$"""
                { "$schema": "recipe.schema.json", "name": "vector", "sampleRateHz": 8000,
                  "hearing": { "offset": "keep", "level": "as-recorded", "band": 3000.5, "speech": "whole",
                    "floorDb": -50, "dither": 1 },
                  "features": { "shape": "pooled", "list": [ { "name": "rms" } ], "pool": ["median", "p5", "p100"],
                    "lengthSeconds": 2.5 },
                  "scaler": "robust", "model": { "kind": "network", "layers": {{VectorLayers}} }, "training": {{AllTraining}} }
                """, 5),
            Of("sequence", $$"""
                { "name": "sequence", "hearing": { "band": "whole", "floorDb": "none" },
                  "features": { "shape": "frames", "list": [ { "name": "rms" } ] },
                  "model": { "kind": "network", "layers": {{SequenceLayers}} } }
                """, 9, 6),
            Of("image", $$"""
                { "name": "image", "hearing": { "offset": "remove", "level": "active", "band": "data", "speech": "pick" },
                  "features": { "shape": "image", "list": [ { "name": "mfcc" } ], "pool": null },
                  "model": { "kind": "network", "layers": {{ImageLayers}} },
                  "training": { "augmentation": {{AllStages}},
                    "distillation": { "model": "teacher.undertone", "weight": 0.7, "temperature": 3 } } }
                """, 8, 8, 2),
            Of("two", """
                { "name": "two", "features": { "shape": "frames", "list": [ { "name": "rms" }, { "name": "mfcc" } ], "lengthSeconds": 1 },
                  "model": { "kind": "network", "layers": [ { "type": "global-average-pool" } ] },
                  "training": { "sampleWeights": "corpus", "augmentation": [ { "type": "gain" }, { "type": "masks" } ] } }
                """, 4, 3),
            Of("encoder", $$"""
                { "name": "svm@byol-s", "features": { "shape": "encoder", "encoder": "byol-s", "layer": "dense_2", "list": null,
                    "pool": ["mean", "p95"], "lengthSeconds": 3, "sha256": "{{Digest}}" }, "startFrom": null,
                  "model": { "kind": "svm" } }
                """),
            Of("beside", """
                { "name": "beside",
                  "features": { "shape": "encoder", "encoder": "byol-s", "layer": ["pooled", "dense_1"], "pool": ["mean"] },
                  "model": { "kind": "logistic-regression" } }
                """),
            Of("started", $$"""
                { "name": "started",
                  "startFrom": { "encoder": "byol-s", "layer": "pooled", "freeze": { "conv2d_1": 3, "encoder": 1 },
                    "learningRate": { "conv2d_2": 0.1, "dense": 0 } },
                  "model": { "kind": "network", "layers": [ { "type": "max-mean-pool" }, { "type": "dense", "units": 3 } ] } }
                """, 4, 3),
            Of("joined", $$"""
                { "name": "joined", "features": { "shape": "image", "list": [ { "name": "log_melspectrogram" } ] },
                  "startFrom": { "encoder": "byol-s", "freeze": ["conv2d_1"], "layers": 1, "sha256": "{{Digest}}" },
                  "scaler": "encoder", "model": { "kind": "network", "layers": [ { "type": "dense", "units": 3 } ] } }
                """, 4),
            Of("fused", """
                { "name": "fused", "features": { "list": [ { "name": "mfcc" } ] }, "model": { "kind": "knn" },
                  "fusion": { "weight": 0.25, "recipe": {
                    "name": "second", "features": { "shape": "frames", "list": [ { "name": "rms" } ] },
                    "model": { "kind": "network", "layers": [ { "type": "global-average-pool" } ] },
                    "training": { "distillation": { "model": "first" } } } } }
                """),
            Of("flat", """
                { "name": "flat", "features": { "list": [ { "name": "mfcc" } ] },
                  "model": { "kind": "network", "layers": [ { "type": "global-average-pool" }, { "type": "flatten" } ] },
                  "training": null }
                """, 4, 3),
            Of("largest", """
                { "name": "largest", "features": { "list": [ { "name": "mfcc" } ] },
                  "model": { "kind": "network", "layers": [ { "type": "global-max-pool" } ] } }
                """, 4, 3),
            Of("numbers", """
                { "name": "numbers", "features": { "list": [ { "name": "mfcc" } ] }, "targets": [ "emotion", "arousal" ],
                  "model": { "kind": "network", "layers": [ { "type": "dense", "units": 3 } ] },
                  "training": { "dimensions": { "loss": "mse", "weight": 2 } } }
                """, 4),
        };
        foreach (var (name, definition) in schema.Definitions)
        {
            var full = $$"""{ "name": "{{name}}", "features": { "list": [ { "name": "rms" } ] }, "model": { "kind": "knn" } }""";
            var json = (JsonObject)JsonNode.Parse(full)!;
            if (name.StartsWith("feature-", StringComparison.Ordinal)) json["features"]!["list"]![0] = EveryKey(schema, definition!);
            else if (name.StartsWith("model-", StringComparison.Ordinal) && name != "model-network")
            {
                json["model"] = EveryKey(schema, definition!);
                if (name == "model-ridge") json["targets"] = new JsonArray("arousal");
            }
            else if (name.Split('-')[0] is "optimizer" or "schedule" or "loss")
                json["training"] = new JsonObject { [name.Split('-')[0]] = EveryKey(schema, definition!) };
            else if (name.StartsWith("copy-", StringComparison.Ordinal))
            {
                var stages = new JsonArray(EveryKey(schema, definition!));
                json["training"] = new JsonObject { ["copies"] = new JsonObject { ["stages"] = stages } };
            }
            else continue;
            cases.Add(new RecipeCase(name, json, []));
        }

        return cases;
    }

    /// <summary>Why the reader refuses the recipe, or null where it takes it.</summary>
    public static string? Refusal(JsonObject json, int[] shape)
    {
        try
        {
            var recipe = Recipe.Parse(json.ToJsonString());
            if (shape.Length > 0) Network.Create(recipe.Model.Layers, shape, 7, seed: 0);
            if (recipe.Fusion is { Recipe: { Model.Classifier: null } second })
                Network.Create(second.Model.Layers, [.. new FeaturePipeline(second).InputShape], 7, seed: 0);
            return null;
        }
        catch (Exception e) when (e is RecipeException or NetworkSpecException)
        {
            return e.Message;
        }
    }

    /// <summary>An object with every key of a definition, each with its default, or null for none.</summary>
    private static JsonObject EveryKey(JsonSchema schema, JsonNode definition)
    {
        var result = new JsonObject();
        foreach (var (key, rule) in (JsonObject)definition["properties"]!)
        {
            var resolved = schema.Resolve(rule);
            result[key] = (resolved["const"] ?? resolved["default"])?.DeepClone();
        }

        return result;
    }

    private static RecipeCase Of(string name, string json, params int[] shape) => new(name, (JsonObject)JsonNode.Parse(json)!, shape);
}
