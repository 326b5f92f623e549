using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Words;

namespace Undertone.Recognition.Recipes;

/// <summary>
/// Everything that makes a model from audio, as one JSON file: sample rate, features, scaler, model and training options. A trained model
/// carries its recipe, so that training and prediction run the same path.
/// </summary>
public sealed class Recipe
{
    private readonly JsonObject _json;

    private Recipe(JsonObject json)
    {
        _json = json;
        var root = new RecipeObject(json, "").Only(
            SchemaKey, "name", "sampleRateHz", "hearing", "features", "startFrom", "scaler", "model", "training",
            TargetPlan.Key, FusionPlan.Key);
        if (json.ContainsKey(SchemaKey)) root.Text(SchemaKey);
        json.Remove(SchemaKey); // It is for editors: a recipe with it is the same recipe, and its runs have the same bytes.
        Name = root.Text("name");
        if (Name.Length is 0 or > 64 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@'))
        {
            throw new RecipeException("name", $"'{Name}' is not made of 1 to 64 letters, digits, '-', '_', '.' and '@'.");
        }

        StartFrom = root.ObjectOrNone("startFrom") is { } start ? StartPlan.Parse(start) : null;
        Features = StartFrom is { LayerCount: null } && !root.Has("features")
            ? FeaturePlan.OfEncoder
            : FeaturePlan.Parse(root.Object("features"));
        if (StartFrom is not null && Features.Shape == FeatureShape.Encoder)
            throw new RecipeException("startFrom", "the features are those of an encoder already; start from it, or build on it.");
        SampleRateHz = root.WholeNumber("sampleRateHz", 16000, 1000, 384_000);
        Hearing = HearingPlan.Parse(root.ObjectOrNone("hearing") ?? new RecipeObject([], "hearing"));
        if (Encoder is null || IsSettled) PutHearing(json);
        Scaler = ParseScaler(root);
        Model = ModelPlan.Parse(root.Object("model"));
        if (Model.Classifier is not null && StartFrom is not null)
            throw new RecipeException("startFrom", $"the model {Model.Kind} has no layers to start with.");
        if (Model.Classifier is not null && Features.Shape is not (FeatureShape.Pooled or FeatureShape.Encoder))
            throw new RecipeException("features.shape", $"the model {Model.Kind} needs the shape \"pooled\".");
        Training = TrainingPlan.Parse(root.ObjectOrNone("training") ?? new RecipeObject([], "training"));
        TrainingFit.Check(Model, Features, Training);
        Fusion = root.ObjectOrNone(FusionPlan.Key) is { } fusion ? FusionPlan.Parse(fusion) : null;
        Targets = TargetPlan.Parse(root);
        Targets.Check(Model, Training, Fusion);
    }

    /// <summary>What the recipe is called.</summary>
    public string Name { get; }

    /// <summary>Audio of another rate is resampled to this one. Default 16,000.</summary>
    public int SampleRateHz { get; }

    /// <summary>What is done to every clip before features are computed.</summary>
    public HearingPlan Hearing { get; }

    /// <summary>The features and their shape.</summary>
    public FeaturePlan Features { get; }

    /// <summary>The trained layers that the network starts from; null where it starts at random.</summary>
    public StartPlan? StartFrom { get; }

    /// <summary>
    /// How columns are scaled, fitted on the training part alone. Default <see cref="ScalerKind.Standard"/>, and
    /// <see cref="ScalerKind.Encoder"/> where the network starts from one.
    /// </summary>
    public ScalerKind Scaler { get; }

    /// <summary>The kind of model and its own options.</summary>
    public ModelPlan Model { get; }

    /// <summary>How it is trained.</summary>
    public TrainingPlan Training { get; }

    /// <summary>What the model learns to answer. Default the emotion alone.</summary>
    public TargetPlan Targets { get; }

    /// <summary>The second recipe whose answers are mixed with this one's; null, the default, for none.</summary>
    public FusionPlan? Fusion { get; }

    /// <summary>The encoder that the recipe builds on or starts from; null for none.</summary>
    public EncoderPlan? Encoder => StartFrom?.Encoder ?? Features.Encoder;

    /// <summary>
    /// Whether everything that is left to an encoder has been filled in: its rate and hearing where the recipe has none of its own, and
    /// its layers where the network starts from them. Recipes without an encoder are always settled.
    /// </summary>
    internal bool IsSettled => Encoder is null || Encoder.Sha256 is not null;

    /// <summary>The recipes that come with the library.</summary>
    public static BuiltInRecipes BuiltIn { get; } = new();

    /// <summary>People write recipes: comments and trailing commas are welcome, a key that stands twice is a mistake.</summary>
    internal static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private const string SchemaKey = "$schema";

    /// <summary>
    /// The JSON Schema (draft 2020-12) of recipes as text: every key with its type, range, default and a sentence on it. An editor that
    /// knows it completes and checks a recipe while it is written; what only shows when layers meet, such as shapes, is checked when the
    /// network is made.
    /// </summary>
    public static string Schema => BuiltInRecipes.Resource("recipe.schema.json")!;

    /// <summary>Begins a recipe in code; it needs features or an encoder, and a model.</summary>
    /// <param name="name">What it is called: letters, digits, '-', '_', '.' and '@'.</param>
    public static RecipeBuilder Create(string name) => new(new JsonObject { ["name"] = name });

    /// <summary>Begins a recipe in code with all that this one has.</summary>
    public RecipeBuilder ToBuilder() => new(ToJson());

    /// <summary>Every key of a recipe that can be set, as <see cref="With"/> names it; read from <see cref="Schema"/>.</summary>
    public static IReadOnlyList<RecipeKey> Keys => RecipeKeys.All.Value;

    /// <summary>
    /// The built-in recipe with this name, or the recipe in this file; or either on the output of an encoder, as <c>svm@byol-s</c>.
    /// </summary>
    /// <param name="nameOrPath">
    /// A built-in name such as <c>mlp</c>, or a path to a JSON file; behind either perhaps <c>@</c> and the name or path of an encoder.
    /// </param>
    /// <exception cref="RecipeException">Neither, or the file's recipe cannot be used.</exception>
    public static Recipe Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (BuiltInRecipes.TryRead(nameOrPath) is { } builtIn) return Parse(builtIn);
        if (File.Exists(nameOrPath)) return Parse(File.ReadAllText(nameOrPath));
        if (nameOrPath.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < nameOrPath.Length - 1)
            return Load(nameOrPath[..at]).On(nameOrPath[(at + 1)..]);
        throw new RecipeException(
            "",
            $"'{nameOrPath}' is neither a file nor one of the built-in recipes ({string.Join(", ", BuiltIn.Names)})"
            + $"{NearestWord.Hint(nameOrPath, BuiltIn.Names)}.");
    }

    /// <summary>Reads a recipe; unknown keys, wrong types and values out of range are refused with their place.</summary>
    /// <param name="json">The JSON text; comments and trailing commas are allowed.</param>
    /// <exception cref="RecipeException">The recipe cannot be used.</exception>
    public static Recipe Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var node = JsonNode.Parse(json, documentOptions: Lenient);
            return new Recipe(node as JsonObject ?? throw new RecipeException("", "a recipe is a JSON object { ... }."));
        }
        catch (JsonException e)
        {
            throw new RecipeException("", "this is not JSON: " + e.Message, e);
        }
    }

    /// <summary>The recipe that an object holds, which stays as it is.</summary>
    /// <exception cref="RecipeException">The recipe cannot be used.</exception>
    internal static Recipe FromJson(JsonObject json) => new((JsonObject)json.DeepClone());

    /// <summary>The recipe with one value changed.</summary>
    /// <param name="path">A dotted path such as <c>training.epochs</c> or <c>features.list.0.n_mfcc</c>.</param>
    /// <param name="value">JSON, or plain text where it is none.</param>
    /// <exception cref="RecipeException">The path leads nowhere, or the recipe cannot be used with that value.</exception>
    public Recipe With(string path, string value)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(value);
        var json = (JsonObject)_json.DeepClone();
        var keys = path.Split('.');
        JsonNode node = json;
        foreach (var key in keys[..^1])
        {
            node = node switch
            {
                JsonObject o when o[key] is { } inner => inner,
                JsonObject o => o[key] = new JsonObject(),
                JsonArray a when int.TryParse(key, out var i) && i >= 0 && i < a.Count && a[i] is { } item => item,
                _ => throw new RecipeException(path, $"nothing stands at '{key}'."),
            };
        }

        var parsed = ParseValue(value);
        switch (node)
        {
            case JsonObject o: o[keys[^1]] = parsed; break;
            case JsonArray a when int.TryParse(keys[^1], out var i) && i >= 0 && i < a.Count: a[i] = parsed; break;
            default: throw new RecipeException(path, $"nothing stands at '{keys[^1]}'.");
        }

        return new Recipe(json);
    }

    /// <summary>The recipe's model and training on the output of an encoder.</summary>
    private Recipe On(string encoder)
    {
        var json = (JsonObject)_json.DeepClone();
        foreach (var key in new[] { "sampleRateHz", "hearing", "startFrom", "scaler" }) json.Remove(key);
        json["name"] = $"{Name}@{EncoderPlan.ShortNameOf(encoder)}";
        json["features"] = new JsonObject { ["shape"] = "encoder", ["encoder"] = encoder };
        return new Recipe(json);
    }

    /// <summary>What the recipe's network is up to the layer that gives the classes: features, hearing and layers.</summary>
    internal Recipe AsEncoder()
    {
        var json = (JsonObject)_json.DeepClone();
        foreach (var key in new[] { "startFrom", "scaler", "training", TargetPlan.Key, FusionPlan.Key }) json.Remove(key);
        if (Model.Kind == ModelPlan.Network) json["model"]!["layers"] = LayerList.WithoutClasses(Model.Layers);
        return new Recipe(json);
    }

    /// <summary>The recipe without the second one that it is fused with.</summary>
    internal Recipe WithoutFusion()
    {
        var json = (JsonObject)_json.DeepClone();
        json.Remove(FusionPlan.Key);
        return new Recipe(json);
    }

    /// <summary>The recipe fused with another second one, at the same weight.</summary>
    internal Recipe FusedWith(Recipe second)
    {
        var json = (JsonObject)_json.DeepClone();
        json[FusionPlan.Key]!["recipe"] = second.ToJson();
        return new Recipe(json);
    }

    /// <summary>The recipe with the band that its training data was found to have.</summary>
    internal Recipe WithBand(double bandHz)
    {
        var json = (JsonObject)_json.DeepClone();
        json["hearing"]!["band"] = bandHz;
        return new Recipe(json);
    }

    /// <summary>The recipe as JSON, as it was read, <c>hearing</c> in full, without <c>$schema</c>.</summary>
    public JsonObject ToJson() => (JsonObject)_json.DeepClone();

    /// <summary>Puts the plan in full where it stood, or behind the rate: what a model heard stays known when defaults change.</summary>
    private void PutHearing(JsonObject json)
    {
        if (json.ContainsKey("hearing")) json["hearing"] = Hearing.ToJson();
        else json.Insert(json.IndexOf(json.ContainsKey("sampleRateHz") ? "sampleRateHz" : "name") + 1, "hearing", Hearing.ToJson());
    }

    private ScalerKind ParseScaler(RecipeObject root)
    {
        var word = root.Choice("scaler", StartFrom is null ? "standard" : "encoder", "standard", "minmax", "robust", "none", "encoder");
        var scaler = Enum.Parse<ScalerKind>(word, ignoreCase: true);
        return scaler == ScalerKind.Encoder && StartFrom is null
            ? throw new RecipeException("scaler", "only a network that starts from an encoder is scaled as one.")
            : scaler;
    }

    private static JsonNode? ParseValue(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }
}
