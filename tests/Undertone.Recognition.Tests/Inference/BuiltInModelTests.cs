using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Inference;

public sealed class BuiltInModelTests
{
    [Fact]
    public void There_are_a_good_and_a_small_one() => EmotionRecognizer.BuiltInNames.ShouldBe(["base", "tiny"]);

    [Theory]
    [InlineData("base", 8_000_000)]
    [InlineData("tiny", 500_000)]
    public void A_model_is_as_small_as_it_says_and_answers(string name, long mostBytes)
    {
        new FileInfo(Repository.Of("models", name + ".undertone")).Length.ShouldBeLessThanOrEqualTo(mostBytes);
        var recognizer = EmotionRecognizer.LoadBuiltIn(name);
        recognizer.Labels.ShouldBe(EmotionRecognizer.LoadBuiltIn().Labels);
        recognizer.KnowsVoices.ShouldBeTrue();
        var answer = recognizer.Predict(Repository.Of("samples", "audio", "angry-synthetic.wav"));
        answer.Speech.ShouldBeTrue();
        answer.Scores.Sum(s => (double)s.Value).ShouldBe(1, 1e-5);
        recognizer.Card.ShouldContain("non-commercial", Case.Insensitive);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("tiny")]
    public void A_model_was_trained_by_the_recipe_of_its_name(string name)
    {
        // What training settles is filled in: the band of the data, and what is left to the encoder.
        var (kept, shipped) = (EmotionRecognizer.LoadBuiltIn(name).Manifest.Recipe, Recipe.Load(name));
        kept.ToJson()["model"]!.ToJsonString().ShouldBe(shipped.ToJson()["model"]!.ToJsonString());
        kept.ToJson()["training"]!.ToJsonString().ShouldBe(shipped.ToJson()["training"]!.ToJsonString());
        kept.ToJson().ToJsonString().ShouldNotContain("/tmp");
    }
}
