using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class TrainingRunTests
{
    [Theory]
    [InlineData("""[{ "type": "dense", "unitz": 3 }]""", "model.layers[0].units")]
    [InlineData("""[{ "type": "relu", "slope": 3 }]""", "model.layers[0].slope")]
    [InlineData("""[{ "type": "relu" }, { "type": "lstm", "units": 3 }]""", "model.layers[1]")]
    public void A_fault_of_a_layer_is_told_before_any_data_is_read(string layers, string place)
    {
        var options = new TrainingRunOptions { Data = ["no such folder"], Recipe = Recipe.Load("mlp").With("model.layers", layers) };
        var workspace =
            new Workspace { Runs = "no such runs", Cache = new FeatureCache(Path.Combine(Path.GetTempPath(), "no such cache")) };
        Should.Throw<RecipeException>(() => new TrainingRun(options, workspace)).Place.ShouldBe(place);
        Directory.Exists("no such runs").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""[{ "layers": "conv2d" }]""", 0)]
    [InlineData("""[{ "layers": "dense_1" }, { "layers": "dense_9", "learningRate": 0 }]""", 1)]
    public void Rates_of_layers_that_are_not_there_are_refused_before_any_data_is_read(string layers, int index)
    {
        var options = new TrainingRunOptions { Data = ["no such folder"], Recipe = Recipe.Load("mlp").With("training.layers", layers) };
        var fault = Should.Throw<RecipeException>(() => new TrainingRun(options));
        fault.Place.ShouldBe($"training.layers[{index}].layers");
        fault.Message.ShouldContain("there are dense_1, ");
    }
}
