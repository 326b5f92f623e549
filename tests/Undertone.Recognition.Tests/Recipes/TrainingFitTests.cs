using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Recipes;

public sealed class TrainingFitTests
{
    private const string Classical = """ "features": { "list": [ { "name": "mfcc" } ] }, "model": { "kind": "svm" } """;
    private const string Pooled = """
        "features": { "list": [ { "name": "mfcc" } ] }, "model": { "kind": "network", "layers": [ { "type": "relu" } ] }
        """;

    [Theory]
    [InlineData(Classical, """{ "sampling": "balanced-corpora" }""", "training.sampling")]
    [InlineData(Classical, """{ "sampling": "balanced-corpora-and-classes" }""", "training.sampling")]
    [InlineData(Classical, """{ "maskMissingLabels": true }""", "training.maskMissingLabels")]
    [InlineData(Classical, """{ "labels": "votes" }""", "training.labels")]
    [InlineData(Pooled, """{ "labels": "vote" }""", "training.labels")]
    [InlineData(Classical, """{ "layers": [ { "layers": "dense" } ] }""", "training.layers")]
    [InlineData(Classical, """{ "distillation": { "model": "m" } }""", "training.distillation")]
    [InlineData(Pooled, """{ "distillation": { } }""", "training.distillation.model")]
    [InlineData(Pooled, """{ "distillation": { "model": "" } }""", "training.distillation.model")]
    [InlineData(Pooled, """{ "distillation": { "model": "m", "weight": 2 } }""", "training.distillation.weight")]
    [InlineData(Classical, """{ "augmentation": [ { "type": "gain" } ] }""", "training.augmentation")]
    [InlineData(Pooled, """{ "augmentation": [ { "type": "gain" } ] }""", "training.augmentation")]
    [InlineData(Pooled, """{ "sampling": "balanced-corpora", "sampleWeights": "corpus" }""", "training.sampleWeights")]
    [InlineData(Pooled, """{ "layers": [ { "layers": "" } ] }""", "training.layers[0].layers")]
    [InlineData(Pooled, """{ "layers": [ { "layers": "dense" }, { "layers": "a b" } ] }""", "training.layers[1].layers")]
    [InlineData(Pooled, """{ "layers": [ { "layers": "dense", "learningRate": -1 } ] }""", "training.layers[0].learningRate")]
    [InlineData(Pooled, """{ "layers": [ { "layers": "dense", "rate": 1 } ] }""", "training.layers[0].rate")]
    [InlineData(Pooled, """{ "layers": [ 3 ] }""", "training.layers[0]")]
    [InlineData(Pooled, """{ "maskMissingLabels": 1 }""", "training.maskMissingLabels")]
    public void What_cannot_work_together_is_refused_with_its_place(string rest, string training, string place) =>
        Refused(rest, training).ShouldBe(place);

    [Theory]
    [InlineData(1, null, """[ { "type": "gain" }, { "type": "crop" } ]""", "training.augmentation[1].frames")]
    [InlineData(1, null, """[ { "type": "gain" }, { "type": "blur" } ]""", "training.augmentation[1].type")]
    [InlineData(1, "2", """[ { "type": "gain" }, { "type": "rate" } ]""", "training.augmentation[1]")]
    [InlineData(1, "2", """[ { "type": "crop", "frames": 9 } ]""", "training.augmentation[0]")]
    [InlineData(1, "2", """[ { "type": "equalizer" }, { "type": "masks" } ]""", null)]
    [InlineData(2, null, """[ { "type": "masks" }, { "type": "band-shift" } ]""", "training.augmentation[1]")]
    [InlineData(2, null, """[ { "type": "noise-floor" } ]""", "training.augmentation[0]")]
    [InlineData(2, null, """[ { "type": "crop", "frames": 9 }, { "type": "rate" } ]""", null)]
    public void A_stage_that_the_features_do_not_bear_is_refused_with_its_place(int features, string? length, string stages, string? place)
    {
        foreach (var shape in new[] { "frames", "image" })
        {
            var list = string.Join(", ", Enumerable.Repeat("""{ "name": "melspectrogram_db" }""", features));
            var rest = $$"""
                "features": { "shape": "{{shape}}", "list": [ {{list}} ], "lengthSeconds": {{length ?? "null"}} },
                "model": { "kind": "network", "layers": [ { "type": "global-average-pool" } ] }
                """;
            Refused(rest, $$"""{ "augmentation": {{stages}} }""").ShouldBe(place);
        }
    }

    [Fact]
    public void A_plan_is_read()
    {
        var plan = Recipe.Parse($$"""
            { "name": "x", {{Pooled}}, "training": { "sampling": "balanced-corpora-and-classes", "maskMissingLabels": true,
              "layers": [ { "layers": "conv2d", "learningRate": 0.1, "frozenEpochs": 2 }, { "layers": "dense_1" } ] } }
            """).Training;
        (plan.Sampling, plan.MaskMissingLabels).ShouldBe((SamplingMode.BalancedCorporaAndClasses, true));
        plan.Layers.ShouldBe(
            [new() { Prefix = "conv2d", LearningRate = 0.1, FrozenEpochs = 2 }, new() { Prefix = "dense_1" }]);
        Recipe.Parse($$"""{ "name": "x", {{Classical}}, "training": { "sampleWeights": "corpus" } }""").Training
            .BalancedCorpusWeights.ShouldBeTrue();
    }

    private static string? Refused(string rest, string training)
    {
        try
        {
            Recipe.Parse($$"""{ "name": "x", {{rest}}, "training": {{training}} }""");
            return null;
        }
        catch (RecipeException e)
        {
            return e.Place;
        }
    }
}
