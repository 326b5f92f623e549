using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Recipes;

public sealed class RecipeTests
{
    private const string Minimal = """
        { "name": "tiny", "features": { "list": [ { "name": "mfcc", "n_mfcc": 13 } ] },
          "model": { "kind": "network", "layers": [ { "type": "dense", "units": 4 } ] } }
        """;

    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        var recipe = Recipe.Parse(Minimal);
        recipe.SampleRateHz.ShouldBe(16000);
        var hearing = recipe.Hearing;
        (hearing.RemoveOffset, hearing.BringToLevel, hearing.IsBandOfData, hearing.PickSpeech).ShouldBe((true, true, true, true));
        (hearing.BandHz, hearing.FloorDb, hearing.Dither).ShouldBe((null, -22, 0));
        recipe.Features.Shape.ShouldBe(FeatureShape.Pooled);
        recipe.Features.Pool.ShouldBe(["mean", "std"]);
        recipe.Features.LengthSeconds.ShouldBeNull();
        recipe.Scaler.ShouldBe(ScalerKind.Standard);
        recipe.Training.Epochs.ShouldBe(40);
        recipe.Training.Batch.ShouldBe(32);
        recipe.Training.BalancedClassWeights.ShouldBeFalse();
        recipe.Training.Patience.ShouldBeNull();
    }

    [Fact]
    public void What_a_recipe_hears_is_kept_in_full_behind_its_rate()
    {
        var json = Recipe.Parse(Minimal).ToJson();
        json.Select(p => p.Key).ShouldBe(["name", "hearing", "features", "model"]);
        json["hearing"]!.AsObject().Select(p => p.Key).ShouldBe(["offset", "level", "band", "speech", "floorDb", "dither"]);
        Recipe.FromJson(json).ToJson().ToJsonString().ShouldBe(json.ToJsonString());

        var settled = Recipe.Parse(Minimal).WithBand(6900);
        (settled.Hearing.BandHz, settled.Hearing.IsBandOfData).ShouldBe((6900, false));
        Recipe.Parse(Minimal).With("hearing.band", "whole").Hearing.IsBandOfData.ShouldBeFalse();
        Recipe.Parse(Minimal).With("hearing.dither", "3").Hearing.Dither.ShouldBe(3);
    }

    [Fact]
    public void Every_built_in_recipe_can_be_read()
    {
        Recipe.BuiltIn.Names.ShouldContain("mlp");
        foreach (var name in Recipe.BuiltIn.Names) Recipe.Load(name).Name.ShouldBe(name);
    }

    [Fact]
    public void The_baseline_has_the_features_of_the_field()
    {
        var recipe = Recipe.Load("mlp");
        recipe.SampleRateHz.ShouldBe(16000);
        recipe.Features.List.Select(f => f.Name).ShouldBe(
            ["mfcc", "chroma_stft", "melspectrogram", "spectral_contrast", "zero_crossing_rate", "rms"]);
        recipe.Features.Pool.ShouldBe(["mean", "std"]);
    }

    [Theory]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"colour\": 1", "colour")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"../tiny\"", "name")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"hearing\": { \"loudness\": 1 }", "hearing.loudness")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"hearing\": { \"level\": -26 }", "hearing.level")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"hearing\": { \"band\": \"all\" }", "hearing.band")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"hearing\": { \"band\": 20 }", "hearing.band")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"hearing\": { \"band\": true }", "hearing.band")]
    [InlineData("\"list\"", "\"dither\": 2, \"list\"", "features.dither")]
    [InlineData("\"n_mfcc\": 13", "\"n_mfc\": 13", "features.list[0]")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"$schema\": 1", "$schema")]
    [InlineData("\"mfcc\"", "\"mfcx\"", "features.list[0]")]
    [InlineData("\"n_mfcc\": 13", "\"n_mfcc\": \"13\"", "features.list[0]")]
    [InlineData("\"n_mfcc\": 13", "\"center\": 1", "features.list[0]")]
    [InlineData("\"n_mfcc\": 13", "\"top_db\": null", "features.list[0]")]
    [InlineData("\"list\"", "\"pool\": [\"p05\"], \"list\"", "features.pool[0]")]
    [InlineData("\"list\"", "\"pool\": [\"mean\", \"middle\"], \"list\"", "features.pool[1]")]
    [InlineData("\"list\"", "\"pool\": [\"p101\"], \"list\"", "features.pool[0]")]
    [InlineData("\"list\"", "\"shape\": \"square\", \"list\"", "features.shape")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"training\": { \"epochs\": 0 }", "training.epochs")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"training\": { \"epochs\": 1.5 }", "training.epochs")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"training\": { \"batch\": \"32\" }", "training.batch")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"tiny\", \"training\": " +
    "{ \"earlyStopping\": { \"paciencia\": 3 } }", "training.earlyStopping.paciencia")]
    [InlineData("\"kind\"", "\"sort\"", "model.kind")]
    [InlineData("[ { \"type\": \"dense\", \"units\": 4 } ]", "[]", "model.layers")]
    public void A_fault_is_named_with_its_place(string right, string wrong, string place) =>
        Should.Throw<RecipeException>(() => Recipe.Parse(Minimal.Replace(right, wrong, StringComparison.Ordinal))).Place.ShouldBe(place);

    [Fact]
    public void The_place_of_a_schema_is_read_and_not_kept()
    {
        var named = Recipe.Parse(
            Minimal.Replace(
                "{ \"name\": \"tiny\"", "{ \"$schema\": \"./recipe.schema.json\", \"name\": \"tiny\"", StringComparison.Ordinal));
        named.ToJson().ToJsonString().ShouldBe(Recipe.Parse(Minimal).ToJson().ToJsonString());
    }

    [Fact]
    public void A_whole_number_may_be_written_with_a_point()
    {
        var recipe = Recipe.Parse(Minimal.Replace("\"n_mfcc\": 13", "\"n_mfcc\": 13.0", StringComparison.Ordinal));
        recipe.Features.List[0].ToString().ShouldBe("mfcc(n_mfcc=13)");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{ "name": "a", "name": "b" }""")]
    public void What_is_no_recipe_at_all_is_refused(string json) => Should.Throw<RecipeException>(() => Recipe.Parse(json));

    [Fact]
    public void Settings_change_one_value()
    {
        var recipe = Recipe.Parse(Minimal).With("training.epochs", "2").With("features.list.0.n_mfcc", "21")
            .With("features.pool", "[\"max\"]").With("scaler", "minmax");
        recipe.Training.Epochs.ShouldBe(2);
        recipe.Features.List[0].ToString().ShouldBe("mfcc(n_mfcc=21)");
        recipe.Features.Pool.ShouldBe(["max"]);
        recipe.Scaler.ShouldBe(ScalerKind.MinMax);
        Recipe.Parse(recipe.ToJson().ToJsonString()).Training.Epochs.ShouldBe(2);
    }

    [Theory]
    [InlineData("training.epoch", "2")]
    [InlineData("features.list.7.name", "mfcc")]
    [InlineData("name.x", "1")]
    public void A_setting_that_leads_nowhere_is_refused(string path, string value) =>
        Should.Throw<RecipeException>(() => Recipe.Parse(Minimal).With(path, value));
}
