using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Encoders;

public sealed class EncoderRecipeTests : IDisposable
{
    private readonly TemporaryWeights _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("svm")]
    [InlineData("logistic-regression")]
    [InlineData("mlp")]
    public void A_recipe_on_an_encoder_keeps_its_model_and_training(string name)
    {
        var (own, on) = (Recipe.Load(name).ToJson(), Recipe.Load(name + "@byol-s").ToJson());
        on["name"]!.GetValue<string>().ShouldBe(name + "@byol-s");
        JsonNode.DeepEquals(on["model"], own["model"]).ShouldBeTrue();
        JsonNode.DeepEquals(on["training"], own["training"]).ShouldBeTrue();
        new FeaturePipeline(Recipe.Load(name + "@byol-s")).InputShape.ShouldBe([512]);
    }

    [Theory]
    [InlineData("svm@")]
    [InlineData("@byol-s")]
    [InlineData("none@byol-s")]
    public void A_name_with_half_of_it_missing_is_refused(string name) => Should.Throw<RecipeException>(() => Recipe.Load(name));

    [Fact]
    public void A_settled_recipe_says_in_full_what_is_heard_and_stays_as_it_is()
    {
        var recipe = Recipe.Load("svm@byol-s").With("hearing.floorDb", "-33");
        var settled = EncoderRecipe.Settle(recipe);
        var encoder = (NetworkEncoder)EncoderCatalog.Load("byol-s");
        settled.Encoder!.Sha256.ShouldBe(encoder.Sha256);
        settled.SampleRateHz.ShouldBe(16000);
        var hearing = encoder.Recipe.Hearing.ToJson();
        hearing["floorDb"] = -33;
        JsonNode.DeepEquals(settled.Hearing.ToJson(), hearing).ShouldBeTrue();
        EncoderRecipe.Settle(settled).ShouldBeSameAs(settled);
        var again = Recipe.Parse(settled.ToJson().ToJsonString());
        EncoderRecipe.Settle(again).ToJson().ToJsonString().ShouldBe(settled.ToJson().ToJsonString());
    }

    [Fact]
    public void A_network_that_starts_from_an_encoder_has_its_layers_first_and_hears_what_it_heard()
    {
        var encoder = TinyEncoder.Make(_files);
        var settled = EncoderRecipe.Settle(Started(_files.Encoder(encoder, "tiny.encoder.safetensors"), ""));
        settled.StartFrom!.LayerCount.ShouldBe(7);
        settled.Scaler.ShouldBe(ScalerKind.Encoder);
        settled.Model.Layers.Count.ShouldBe(8);
        settled.Model.Layers.Take(7).Zip(encoder.Recipe.Model.Layers).ShouldAllBe(l => JsonNode.DeepEquals(l.First, l.Second));
        settled.Features.List.Single().ShouldBe(encoder.Recipe.Features.List.Single());
        JsonNode.DeepEquals(settled.Hearing.ToJson(), encoder.Recipe.Hearing.ToJson()).ShouldBeTrue();
        new FeaturePipeline(settled).InputShape.ShouldBe([-1, 8, 1]);
        var again = Recipe.Parse(settled.ToJson().ToJsonString());
        EncoderRecipe.Settle(again).ToJson().ToJsonString().ShouldBe(settled.ToJson().ToJsonString());
    }

    [Fact]
    public void What_training_does_with_layers_is_read_by_name()
    {
        var path = _files.Encoder(TinyEncoder.Make(_files), "tiny.encoder.safetensors");
        const string Stated = """, "freeze": { "conv2d_1": 3, "dense": 1 }, "learningRate": { "dense": 0.1, "encoder": 0.5 }""";
        Started(path, Stated).StartFrom!.Layers.ShouldBe(
            [Options("conv2d_1", 1, 3), Options("dense", 0.1, 1), Options("encoder", 0.5, 0)], ignoreOrder: true);
        Started(path, """, "freeze": ["encoder"]""").StartFrom!.Layers.ShouldBe([Options("encoder", 0, 0)]);
        Started(path, "").StartFrom!.Layers.ShouldBeEmpty();

        // The network's own dense layers are not the encoder's.
        var settled = EncoderRecipe.Settle(Started(path, Stated));
        EncoderRecipe.LayersOf(settled.StartFrom!, (NetworkEncoder)EncoderCatalog.Load(path)).ShouldBe(
            [Options("conv2d_1", 1, 3), Options("batch_norm_1", 0.5, 0), Options("dense_1", 0.1, 1)]);
    }

    [Theory]
    [InlineData(""", "layer": ["dense_1", "pooled"]""", "startFrom.layer")]
    [InlineData(""", "freeze": ["conv2d_2"]""", "startFrom")]
    [InlineData(""", "learningRate": { "con": 1 }""", "startFrom")]
    [InlineData(""", "layer": "conv2d_2" """, "startFrom.layer")]
    public void A_layer_that_the_encoder_has_not_is_refused(string more, string place)
    {
        var path = _files.Encoder(TinyEncoder.Make(_files), "tiny.encoder.safetensors");
        Should.Throw<RecipeException>(() => EncoderRecipe.Settle(Started(path, more))).Place.ShouldBe(place);
    }

    private static LayerOptions Options(string prefix, double rate, int epochs) =>
        new() { Prefix = prefix, LearningRate = rate, FrozenEpochs = epochs };

    private static Recipe Started(string encoder, string more) => Recipe.Parse($$"""
        { "name": "x", "startFrom": { "encoder": {{JsonValue.Create(encoder).ToJsonString()}} {{more}} },
          "model": { "kind": "network", "layers": [ { "type": "dense", "units": 5, "activation": "relu" } ] } }
        """);
}
