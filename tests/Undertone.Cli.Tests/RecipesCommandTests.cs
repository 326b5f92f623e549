using System.Text.Json.Nodes;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Tests;

public sealed class RecipesCommandTests
{
    [Fact]
    public void The_list_names_every_built_in_recipe()
    {
        var listed = Cli.Run("recipes", "list");
        listed.Code.ShouldBe(0, listed.Error);
        var first = listed.Output.Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => l.Split(' ')[0]);
        first.ShouldBe(Recipe.BuiltIn.Names);
        Cli.Run("recipes", "list", "--json").Json.AsArray().Select(r => (string)r!["name"]!).ShouldBe(Recipe.BuiltIn.Names);
    }

    [Fact]
    public void A_recipe_is_shown_as_a_file_that_can_be_loaded()
    {
        var shown = Cli.Run("recipes", "show", "svm", "--set", "model.C=3");
        shown.Code.ShouldBe(0, shown.Error);
        JsonNode.DeepEquals(Recipe.Parse(shown.Output).ToJson(), Recipe.Load("svm").With("model.C", "3").ToJson()).ShouldBeTrue();
        var misspelt = Cli.Run("recipes", "show", "smv");
        misspelt.Code.ShouldBe(3);
        misspelt.Error.ShouldContain("did you mean svm?");
    }

    [Theory]
    [InlineData("training", 20)]
    [InlineData("features.list.0", 20)]
    [InlineData("n_mfcc", 1)]
    [InlineData("training.epochs", 1)]
    public void Keys_are_found_by_how_they_begin_or_end(string word, int least)
    {
        var json = Cli.Run("recipes", "keys", word, "--json");
        json.Code.ShouldBe(0, json.Error);
        json.Json.AsArray().Count.ShouldBeGreaterThanOrEqualTo(least);
        var text = Cli.Run("recipes", "keys", word).Output;
        foreach (var key in json.Json.AsArray()) text.ShouldContain((string)key!["key"]!);
    }

    [Fact]
    public void All_keys_are_listed_once_each_with_default_and_a_sentence()
    {
        var json = Cli.Run("recipes", "keys", "--json").Json.AsArray();
        json.Count.ShouldBe(Recipe.Keys.Count);
        json.ShouldAllBe(k => ((string)k!["description"]!).Length > 0 && ((string)k["type"]!).Length > 0);
        Cli.Run("recipes", "keys", "--of", "svm", "--json").Json.AsArray()
            .ShouldAllBe(k => k!["of"]!.AsArray().Any(o => (string)o! == "svm"));
    }

    [Theory]
    [InlineData("did you mean training?", "traning")]
    [InlineData("did you mean training.epochs?", "training.epohcs")]
    [InlineData("did you mean mfcc?", "--of", "mfc")]
    public void A_mistyped_key_is_guessed(string guess, params string[] words)
    {
        var outcome = Cli.Run(["recipes", "keys", .. words]);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain(guess);
    }
}
