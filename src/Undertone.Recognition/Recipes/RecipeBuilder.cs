using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Recipes;

/// <summary>
/// A recipe that is put together in code; begun by <see cref="Recipe.Create"/>, made and checked by <see cref="Build"/>. What has no method
/// of its own is set by its path in the JSON (<see cref="With"/>); what is not set has the default of a recipe that is read.
/// </summary>
public sealed class RecipeBuilder
{
    private readonly JsonObject _json;

    internal RecipeBuilder(JsonObject json) => _json = json;

    /// <summary>Sets the rate that all audio is resampled to. Default 16,000.</summary>
    /// <param name="sampleRateHz">Samples a second.</param>
    public RecipeBuilder WithSampleRate(int sampleRateHz) => With("sampleRateHz", sampleRateHz);

    /// <summary>Sets the features, with their defaults.</summary>
    /// <param name="names">Some of <see cref="FeatureCatalog.Names"/>.</param>
    /// <exception cref="FeatureOptionException">A name is not known.</exception>
    public RecipeBuilder WithFeatures(params IEnumerable<string> names) => WithFeatures(names.Select(n => FeatureCatalog.Of(n)));

    /// <summary>Sets the features.</summary>
    /// <param name="features">
    /// Made by <see cref="FeatureCatalog.Of"/>: <c>FeatureCatalog.Of("mfcc", new MfccOptions { Coefficients = 40 })</c>.
    /// </param>
    public RecipeBuilder WithFeatures(params IEnumerable<FeatureSpec> features) =>
        With("features.list", new JsonArray([.. features.Select(f => f.ToJson())]));

    /// <summary>Sets what the model sees of the features. Default <see cref="FeatureShape.Pooled"/>.</summary>
    /// <param name="shape">The shape.</param>
    public RecipeBuilder WithShape(FeatureShape shape) => With("features.shape", shape.ToString().ToLowerInvariant());

    /// <summary>Sets the statistics over time of pooled features. Default mean and std.</summary>
    /// <param name="statistics">As in <see cref="FeaturePlan.Pool"/>: <c>mean</c>, <c>std</c>, <c>p95</c>, ...</param>
    public RecipeBuilder WithPooling(params IEnumerable<string> statistics) =>
        With("features.pool", new JsonArray([.. statistics.Select(s => (JsonNode)s)]));

    /// <summary>Cuts clips, or pads them with silence, to one length. Default: they stay as long as they are.</summary>
    /// <param name="seconds">The length.</param>
    public RecipeBuilder WithLength(double seconds) => With("features.lengthSeconds", seconds);

    /// <summary>Builds on the output of an encoder in place of a list of features.</summary>
    /// <param name="encoder">The name of an encoder, such as <c>byol-s</c>, or a path.</param>
    public RecipeBuilder WithEncoder(string encoder) => With("features", new JsonObject { ["shape"] = "encoder", ["encoder"] = encoder });

    /// <summary>Sets how columns are scaled. Default <see cref="ScalerKind.Standard"/>.</summary>
    /// <param name="scaler">How.</param>
    public RecipeBuilder WithScaler(ScalerKind scaler) => With("scaler", scaler.ToString().ToLowerInvariant());

    /// <summary>Sets a classical model.</summary>
    /// <param name="options">Its options, such as <c>new SvmOptions { C = 3 }</c>.</param>
    public RecipeBuilder WithClassifier(ClassifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = options.ToJson();
        model.Remove("kind");
        model.Insert(0, "kind", options.Kind);
        return With("model", model);
    }

    /// <summary>
    /// Adds a layer to the network: <c>WithLayer("dense", ("units", 64))</c>. The layer that gives the classes comes by itself.
    /// </summary>
    /// <param name="type">A type of layer, as the guide lists them.</param>
    /// <param name="options">Its options by their names in the JSON.</param>
    public RecipeBuilder WithLayer(string type, params ReadOnlySpan<(string Key, JsonNode? Value)> options)
    {
        var layer = new JsonObject { ["type"] = type };
        foreach (var (key, value) in options) layer[key] = value?.DeepClone();
        if (_json["model"] is not JsonObject { } model || model["layers"] is not JsonArray layers)
        {
            layers = [];
            With("model", new JsonObject { ["kind"] = ModelPlan.Network, ["layers"] = layers });
        }

        layers.Add((JsonNode)layer);
        return this;
    }

    /// <summary>Sets the passes over the training data. Default 40.</summary>
    /// <param name="epochs">The most passes.</param>
    public RecipeBuilder WithEpochs(int epochs) => With("training.epochs", epochs);

    /// <summary>Sets any value of the recipe.</summary>
    /// <param name="path">A dotted path in the JSON, as <c>--set</c> takes it: <c>training.optimizer.learningRate</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="RecipeException">The path leads through something that is no object.</exception>
    public RecipeBuilder With(string path, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var (keys, node) = (path.Split('.'), _json);
        foreach (var key in keys[..^1])
        {
            if (node[key] is null) node[key] = new JsonObject();
            node = node[key] as JsonObject ?? throw new RecipeException(path, $"'{key}' is no object.");
        }

        node[keys[^1]] = value;
        return this;
    }

    /// <summary>Makes the recipe and checks it as one that is read.</summary>
    /// <exception cref="RecipeException">It cannot be used; the message names the place and the fault.</exception>
    public Recipe Build() => Recipe.FromJson(_json);
}
