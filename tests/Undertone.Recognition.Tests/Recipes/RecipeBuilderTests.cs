using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Svm;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Cepstral;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tests.Recipes;

public sealed class RecipeBuilderTests
{
    private static readonly string[] Base = ["mfcc", "chroma_stft", "melspectrogram", "spectral_contrast", "zero_crossing_rate", "rms"];

    public static TheoryData<string> BuiltIn() => [.. Recipe.BuiltIn.Names];

    [Fact]
    public void A_network_in_code_is_the_recipe_in_json()
    {
        var built = Recipe.Create("mine").WithSampleRate(22050)
            .WithFeatures(FeatureCatalog.Of("mfcc", new MfccOptions { Coefficients = 13 }), FeatureCatalog.Of("rms"))
            .WithShape(FeatureShape.Frames).WithLength(3).WithScaler(ScalerKind.MinMax)
            .WithLayer("lstm", ("units", 32)).WithLayer("dropout", ("rate", 0.3))
            .WithEpochs(12).With("training.optimizer", new JsonObject { ["type"] = "adam", ["learningRate"] = 0.01 })
            .With("training.earlyStopping.patience", 4)
            .Build();
        var read = Recipe.Parse("""
            { "name": "mine", "sampleRateHz": 22050,
              "features": { "shape": "frames", "lengthSeconds": 3, "list": [ { "name": "mfcc", "n_mfcc": 13 }, { "name": "rms" } ] },
              "scaler": "minmax",
              "model": { "kind": "network", "layers": [ { "type": "lstm", "units": 32 }, { "type": "dropout", "rate": 0.3 } ] },
              "training": { "epochs": 12, "optimizer": { "type": "adam", "learningRate": 0.01 }, "earlyStopping": { "patience": 4 } } }
            """);
        JsonNode.DeepEquals(Sorted(built.ToJson()), Sorted(read.ToJson())).ShouldBeTrue(built.ToJson().ToJsonString());
        built.Scaler.ShouldBe(ScalerKind.MinMax);
    }

    [Fact]
    public void A_classical_model_in_code_is_the_recipe_in_json()
    {
        var built = Recipe.Create("svm").WithFeatures(Base).WithPooling("mean", "p95")
            .WithClassifier(new SvmOptions { C = 3 }).Build();
        built.Model.Classifier.ShouldBe(new SvmOptions { C = 3 });
        built.Features.List.ShouldBe(Base.Select(n => FeatureCatalog.Of(n)));
        built.Features.Pool.ShouldBe(["mean", "p95"]);
        Recipe.Create("x").WithEncoder("byol-s").WithClassifier(new SvmOptions()).Build().Encoder!.Name.ShouldBe("byol-s");
    }

    [Fact]
    public void Every_kind_of_classifier_goes_through_code_unchanged()
    {
        foreach (var kind in Classifiers.Kinds.Where(k => k != "nearest-mean"))
        {
            var options = Classifiers.ReadOptions(new JsonObject { ["kind"] = kind });
            Recipe.Create("a").WithFeatures("rms").WithClassifier(options).Build().Model.Classifier.ShouldBe(options, kind);
        }
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void A_recipe_taken_apart_and_put_together_is_the_same(string name)
    {
        var recipe = Recipe.BuiltIn[name];
        JsonNode.DeepEquals(recipe.ToJson(), recipe.ToBuilder().Build().ToJson()).ShouldBeTrue();
        JsonNode.DeepEquals(recipe.ToJson(), Recipe.Load(name).ToJson()).ShouldBeTrue();
        foreach (var feature in recipe.Features.List) FeatureCatalog.FromJson(feature.ToJson()).ShouldBe(feature);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_place()
    {
        Fault(Recipe.Create("a")).ShouldContain("features");
        Fault(Recipe.Create("a").WithFeatures("rms")).ShouldContain("model");
        Fault(Recipe.Create("a b").WithFeatures("rms").WithClassifier(new SvmOptions())).ShouldContain("name");
        Fault(Recipe.Create("a").WithFeatures("rms").WithClassifier(new SvmOptions()).WithShape(FeatureShape.Image)).ShouldContain("shape");
        Fault(Recipe.Create("a").WithFeatures("rms").WithLayer("dense", ("units", 8)).WithEpochs(0)).ShouldContain("training.epochs");
        Fault(Recipe.Create("a").WithFeatures("rms").WithLayer("dense").With("training.colour", 1)).ShouldContain("training.colour");
        Should.Throw<FeatureOptionException>(() => Recipe.Create("a").WithFeatures("mfc")).Message.ShouldContain("mfcc");
        Should.Throw<RecipeException>(() => Recipe.Create("a").With("name.first", 1)).Message.ShouldContain("name");
        Should.Throw<RecipeException>(() => Recipe.BuiltIn["svn"]).Message.ShouldContain("svm");

        static string Fault(RecipeBuilder recipe) => Should.Throw<RecipeException>(recipe.Build).Message;
    }

    private static JsonNode? Sorted(JsonNode? node) => node is JsonObject o
        ? new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value))))
        : node?.DeepClone();
}
