using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Recipes;

/// <summary>The keys that are listed are those that can be set, in both directions.</summary>
public sealed partial class RecipeKeysTests
{
    private static readonly IReadOnlyList<RecipeCase> Cases = RecipeCase.All(JsonSchema.Parse(Recipe.Schema));

    private static readonly HashSet<string> Paths = [.. Recipe.Keys.Select(k => k.Path)];

    public static TheoryData<string, string> Listed()
    {
        var keys = new TheoryData<string, string>();
        foreach (var key in Recipe.Keys) keys.Add(key.Path, key.Of.FirstOrDefault(""));
        return keys;
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public void Every_listed_key_can_be_set_and_refuses_what_it_cannot_be(string path, string of)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        var places = Cases.SelectMany(c => JsonPlaces.Of(c.Json).Append("").Select(p => (Case: c, Place: p)))
            .Where(c => JsonPlaces.Get(c.Case.Json, c.Place) is JsonObject && PathOf($"{c.Place}/{last}") == path)
            .Select(c => c with { Place = $"{c.Place}/{last}" }).Where(c => IsOf(c.Case.Json, c.Place, of)).ToArray();
        places.ShouldNotBeEmpty($"no small recipe has {path} of {of}");
        var (recipe, place) = places.FirstOrDefault(c => JsonPlaces.Get(c.Case.Json, c.Place) is not null, places[0]);
        var stated = Recipe.Keys.First(k => k.Path == path && k.Of.FirstOrDefault("") == of).Default;
        var value = JsonPlaces.Get(recipe.Json, place) ?? JsonNode.Parse(stated ?? "null");
        var key = place[1..].Replace('/', '.');
        var set = JsonPlaces.With(recipe.Json, place, value);
        RecipeCase.Refusal(set, recipe.Shape).ShouldBeNull(path);
        var after = Recipe.Parse(recipe.Json.ToJsonString()).With(key, value?.ToJsonString() ?? "null");
        JsonNode.DeepEquals(after.ToJson(), Recipe.Parse(set.ToJsonString()).ToJson()).ShouldBeTrue(path);
        var wrong = JsonPlaces.With(recipe.Json, place, new JsonObject { ["no-such"] = new JsonArray("thing") });
        RecipeCase.Refusal(wrong, recipe.Shape).ShouldNotBeNull($"{path} takes anything");
    }

    [Fact]
    public void Every_key_of_every_recipe_is_listed()
    {
        var all = Cases.Select(c => c.Json).Concat(Recipe.BuiltIn.Names.Select(n => Recipe.Load(n).ToJson()));
        var missing = from json in all
                      from place in JsonPlaces.Of(json)
                      let key = place[(place.LastIndexOf('/') + 1)..]
                      where !key.All(char.IsAsciiDigit) && key != "$schema"
                      where !InsideOfWhatIsListed().IsMatch(place) && !FreeNames().IsMatch(place)
                      where !Paths.Contains(PathOf(place))
                      select PathOf(place);
        missing.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void A_key_tells_type_default_and_whose_it_is()
    {
        var epochs = Recipe.Keys.Single(k => k.Path == "training.epochs");
        (epochs.Type, epochs.Default, epochs.Of.Count).ShouldBe(("whole number, 1 to 100000", "40", 0));
        var coefficients = Recipe.Keys.Single(k => k.Path == "features.list.N.n_mfcc");
        coefficients.Of.ShouldBe(["mfcc", "mfcc_delta", "mfcc_delta2"]);
        Recipe.Keys.Single(k => k.Path == "features.list.N.name").Choices.ShouldContain("hnr");
        Recipe.Keys.Single(k => k.Path == "model.kernel").Type.ShouldBe("rbf or linear or poly or sigmoid");
        foreach (var key in Recipe.Keys)
        {
            key.Type.ShouldNotBeEmpty(key.Path);
            key.Description.ShouldNotBeEmpty(key.Path);
            if (key.Default is not null) JsonNode.Parse(key.Default).ShouldNotBeNull(key.Path);
        }
    }

    [Theory]
    [InlineData("training.epocs", "5", "did you mean epochs?")]
    [InlineData("training.sampling", "ovr", "did you mean over?")]
    [InlineData("trainign.epochs", "5", "did you mean training?")]
    [InlineData("features.list.0.n_mfc", "5", "did you mean n_mfcc?")]
    [InlineData("features.list.0.name", "mfc", "did you mean mfcc?")]
    [InlineData("model.c", "5", "did you mean C?")]
    [InlineData("model.kind", "svn", "did you mean svm?")]
    public void A_mistyped_key_or_word_is_guessed(string key, string value, string guess) =>
        Should.Throw<RecipeException>(() => Recipe.Load("svm").With(key, value)).Message.ShouldContain(guess);

    [Theory]
    [InlineData("smv", "did you mean svm?")]
    [InlineData("random-forst", "did you mean random-forest?")]
    [InlineData("Mlp", "did you mean mlp?")]
    public void A_mistyped_recipe_is_guessed(string name, string guess) =>
        Should.Throw<RecipeException>(() => Recipe.Load(name)).Message.ShouldContain(guess);

    /// <summary>Whether a place is a key of the feature, layer or model with this name, or inside of it.</summary>
    private static bool IsOf(JsonObject recipe, string place, string of)
    {
        for (var at = place; of.Length > 0 && at.Length > 0; at = at[..at.LastIndexOf('/')])
        {
            if (JsonPlaces.Get(recipe, at[..at.LastIndexOf('/')]) is JsonObject parent
                && new[] { "name", "type", "kind" }.Any(k => parent[k] is JsonValue value && value.ToString() == of))
            {
                return true;
            }
        }

        return of.Length == 0;
    }

    private static string PathOf(string place) => Place().Replace(place[1..].Replace('/', '.'), ".N");

    [GeneratedRegex(@"\.\d+(?=\.|$)")]
    private static partial Regex Place();

    [GeneratedRegex("/model/layers/[0-9]+/(layers|shortcut)/|^/fusion/recipe/")]
    private static partial Regex InsideOfWhatIsListed();

    [GeneratedRegex("/startFrom/(freeze|learningRate)/")]
    private static partial Regex FreeNames();
}
