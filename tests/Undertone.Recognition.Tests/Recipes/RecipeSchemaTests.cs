using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Learning.Neural;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Experiments;

namespace Undertone.Recognition.Tests.Recipes;

/// <summary>The schema and the reader of recipes say the same, in both directions.</summary>
public sealed partial class RecipeSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.Parse(Recipe.Schema);
    private static readonly IReadOnlyList<RecipeCase> Cases = RecipeCase.All(Schema);

    private static readonly JsonNode?[] Junk =
    [
        .. """
            null|true|false|-1|0|1|2|3|0.5|1.5|64.0|1e10|-0.5|""|"none"|"None"|"1"|"64"|"true"|"x"|"auto"|"softmax"|"p05"|"p100"
            |[]|[1]|[1, 2]|[2, 2, 2]|["x"]|[null]|{}|{ "type": "relu" }
            """.Split('|').Select(j => JsonNode.Parse(j)),
    ];

    public static TheoryData<string> BuiltInNames() => [.. Recipe.BuiltIn.Names];

    public static TheoryData<string> CaseNames() => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(BuiltInNames))]
    public void Every_built_in_recipe_satisfies_the_schema(string name) => Schema.Fault(Recipe.Load(name).ToJson()).ShouldBeNull();

    [Theory]
    [InlineData("base")]
    [InlineData("tiny")]
    public void The_recipe_of_a_built_in_model_satisfies_the_schema(string model) =>
        Schema.Fault(JsonNode.Parse(File.ReadAllText(Repository.Of("models", model + ".json")))).ShouldBeNull();

    [Fact]
    public void The_recipes_of_the_guide_satisfy_schema_and_reader()
    {
        var found = 0;
        foreach (var page in Directory.GetFiles(Repository.Of("docs", "guide"), "*.md").Append(Repository.Of("README.md")))
        {
            foreach (Match block in CodeBlock().Matches(File.ReadAllText(page)))
            {
                var json = JsonNode.Parse(block.Groups[1].Value);
                var model = json is JsonArray layers ? new JsonObject { ["kind"] = "network", ["layers"] = layers.DeepClone() }
                    : json!["kind"] is null ? null
                    : json;
                if (model is null && json["features"] is null) continue;
                var recipe = model is null
                    ? (JsonObject)json
                    : JsonPlaces.With(Cases.Single(c => c.Name == "model-knn").Json, "/model", model);
                Schema.Fault(recipe).ShouldBeNull(page);
                var read = Recipe.Parse(recipe.ToJsonString());
                if (model is null && read.Model.Classifier is null)
                    Network.Create(read.Model.Layers, [.. new FeaturePipeline(read).InputShape], 7, seed: 0);
                if (read.Fusion is { } fusion)
                    Network.Create(fusion.Recipe.Model.Layers, [.. new FeaturePipeline(fusion.Recipe).InputShape], 7, seed: 0);
                found++;
            }
        }

        found.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Schema_and_reader_take_every_small_recipe(string name)
    {
        var recipe = Cases.Single(c => c.Name == name);
        Schema.Fault(recipe.Json).ShouldBeNull();
        RecipeCase.Refusal(recipe.Json, recipe.Shape).ShouldBeNull();
    }

    [Fact]
    public void The_small_recipes_use_every_key_of_the_schema()
    {
        var used = new Dictionary<JsonObject, HashSet<string>>(ReferenceEqualityComparer.Instance);
        foreach (var closed in Cases.SelectMany(c => Schema.ClosedObjects(c.Json).Select(o => (Case: c, Object: o))))
        {
            if (!used.TryGetValue(closed.Object.Schema, out var keys)) used.Add(closed.Object.Schema, keys = []);
            keys.UnionWith(((JsonObject)JsonPlaces.Get(closed.Case.Json, closed.Object.Pointer)!).Select(f => f.Key));
        }

        foreach (var place in JsonPlaces.Of(Schema.Root).Append(""))
        {
            if (JsonPlaces.Get(Schema.Root, place) is not JsonObject schema || schema["additionalProperties"] is not JsonValue) continue;
            used.GetValueOrDefault(schema).ShouldNotBeNull($"no small recipe has an object of {place}");
            ((JsonObject)schema["properties"]!).Select(p => p.Key).Except(used[schema]).ShouldBeEmpty(place);
        }
    }

    [Fact]
    public void Every_key_has_a_sentence_and_every_choice_too()
    {
        foreach (var place in JsonPlaces.Of(Schema.Root))
        {
            var (parent, key) = (place[..place.LastIndexOf('/')], place[(place.LastIndexOf('/') + 1)..]);
            var schema = JsonPlaces.Get(Schema.Root, place) as JsonObject;
            var isKey = parent.EndsWith("/properties", StringComparison.Ordinal) && !place.Contains("/if/", StringComparison.Ordinal)
                && !place.Contains("/then/", StringComparison.Ordinal);
            if (isKey && schema!["const"] is null) Schema.Resolve(schema)["description"].ShouldNotBeNull(place);
            if (parent == "/$defs") schema!["description"].ShouldNotBeNull(place);
            if (key == "description" && !parent.EndsWith("/properties", StringComparison.Ordinal))
                JsonPlaces.Get(Schema.Root, place)!.GetValue<string>().ShouldMatch(@"^\S[^\n]{1,200}\S$", place);
        }
    }

    /// <summary>Puts wrong and right values of every type, and those around every bound, at every place.</summary>
    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Schema_and_reader_agree_on_every_value_at_every_place(string name)
    {
        var recipe = Cases.Single(c => c.Name == name);
        var bounds = Schema.ClosedObjects(recipe.Json).SelectMany(
            o =>
                o.Properties.Select(p => (Place: $"{o.Pointer}/{p.Key}", Values: Around(Schema.Resolve(p.Value))))).ToDictionary(b =>
                    b.Place,
            b => b.Values);
        foreach (var place in JsonPlaces.Of(recipe.Json))
        {
            foreach (var value in Junk.Concat(bounds.GetValueOrDefault(place, [])))
                Agree(JsonPlaces.With(recipe.Json, place, value), recipe.Shape, $"{place} = {value?.ToJsonString() ?? "null"}");
            Agree(JsonPlaces.Without(recipe.Json, place), recipe.Shape, $"without {place}");
        }
    }

    /// <summary>The reader names the keys that it knows where it refuses one: they are those of the schema.</summary>
    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Schema_and_reader_know_the_same_keys(string name) => KnowTheSameKeys(Cases.Single(c => c.Name == name));

    [Theory]
    [MemberData(nameof(BuiltInNames))]
    public void Schema_and_reader_know_the_same_keys_of_built_in_recipes(string name)
    {
        var recipe = Recipe.Load(name);
        KnowTheSameKeys(
            new RecipeCase(
                name, recipe.ToJson(), recipe.Model.Kind == ModelPlan.Network ? [.. new FeaturePipeline(recipe).InputShape] : []));
    }

    /// <summary>The reader lists what may stand there where it refuses a type, kind or name.</summary>
    [Theory]
    [InlineData("/features/list/0/name", "/$defs/feature")]
    [InlineData("/model/kind", "/properties/model")]
    [InlineData("/model/layers/0/type", "/$defs/layer")]
    [InlineData("/training/optimizer/type", "/properties/training/properties/optimizer")]
    [InlineData("/training/schedule/type", "/properties/training/properties/schedule")]
    [InlineData("/training/loss/type", "/properties/training/properties/loss")]
    [InlineData("/training/augmentation/0/type", "/properties/training/properties/augmentation/items")]
    [InlineData("/training/copies/stages/0/type", "/$defs/augmentationStage")]
    public void Schema_and_reader_know_the_same_types(string place, string chooser)
    {
        var recipe = Cases.First(c => JsonPlaces.Of(c.Json).Contains(place));
        var wrong = JsonPlaces.With(recipe.Json, place, "no-such-thing");
        Schema.IsValid(wrong).ShouldBeFalse();
        var listed = Listed().Match(RecipeCase.Refusal(wrong, recipe.Shape)!).Groups[1].Value.Split(", ");
        var key = place[(place.LastIndexOf('/') + 1)..];
        var choices = (JsonArray)JsonPlaces.Get(Schema.Root, $"{chooser}/properties/{key}/anyOf")!;
        // A kind that another test registers for the process is no part of the schema.
        listed = [.. listed.Where(word => word != OwnDataTests.OwnKind)];
        choices.Select(c => c!["const"]!.GetValue<string>()).ShouldBe(listed, ignoreOrder: true);
        var rules = (JsonArray)JsonPlaces.Get(Schema.Root, $"{chooser}/allOf")!;
        rules.Select(r => r!["if"]!["properties"]![key]!["const"]!.GetValue<string>()).ShouldBe(listed, ignoreOrder: true);
        foreach (var rule in rules)
        {
            JsonNode.DeepEquals(Schema.Resolve(rule!["then"])["properties"]![key]!["const"], rule["if"]!["properties"]![key]!["const"])
                .ShouldBeTrue(rule.ToJsonString());
        }
    }

    /// <summary>A default that is written out changes nothing.</summary>
    [Theory]
    [MemberData(nameof(CaseNames))]
    public void The_schema_states_the_defaults_of_the_reader(string name)
    {
        var recipe = Cases.Single(c => c.Name == name);
        foreach (var closed in Schema.ClosedObjects(recipe.Json))
        {
            foreach (var (key, rule) in closed.Properties)
            {
                var place = $"{closed.Pointer}/{key}";
                if (Schema.Resolve(rule)["default"] is not { } value) continue;
                var (stated, silent) = (
                    JsonPlaces.With(recipe.Json, place, value), JsonPlaces.Without(JsonPlaces.With(recipe.Json, place, value), place));
                if (RecipeCase.Refusal(stated, recipe.Shape) is not null || RecipeCase.Refusal(silent, recipe.Shape) is not null) continue;
                RecipeFingerprint.Of(stated, recipe.Shape).ShouldBe(RecipeFingerprint.Of(silent, recipe.Shape), place);
            }
        }
    }

    private static void KnowTheSameKeys(RecipeCase recipe)
    {
        foreach (var closed in Schema.ClosedObjects(recipe.Json))
        {
            var wrong = JsonPlaces.With(recipe.Json, closed.Pointer + "/colour", 1);
            Schema.IsValid(wrong).ShouldBeFalse(closed.Pointer);
            var refusal = RecipeCase.Refusal(wrong, recipe.Shape).ShouldNotBeNull(closed.Pointer);
            var known = Known().Match(refusal) is { Success: true } match ? match.Groups[1].Value.Split(", ") : [];
            if (known.Length == 0) refusal.ShouldContain("has no options");
            if (closed.Pointer.Contains("/features/list/", StringComparison.Ordinal)) known = [.. known, "name"];
            closed.Properties.Select(p => p.Key).ShouldBe(known, ignoreOrder: true, customMessage: $"{closed.Pointer}: {refusal}");
        }
    }

    private static void Agree(JsonObject json, int[] shape, string what)
    {
        var (fault, refusal) = (Schema.Fault(json), RecipeCase.Refusal(json, shape));
        if (fault is null && refusal is not null && !BetweenValues().IsMatch(refusal))
            throw new ShouldAssertException($"{what}: the schema takes what the reader refuses: {refusal}");
        if (fault is not null && refusal is null)
            throw new ShouldAssertException($"{what}: the reader takes what the schema refuses: {fault}");
    }

    /// <summary>The bounds of a number, and their neighbours outside; inside it stays small, as the networks are made.</summary>
    private static IEnumerable<JsonNode> Around(JsonObject rule)
    {
        var step = rule["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true ? 1.0 : 0;
        if (JsonSchema.NumberOf(rule["minimum"]) is { } least)
            return [least, step > 0 ? least - 1 : Math.BitDecrement(least), .. Above(rule, step)];
        if (JsonSchema.NumberOf(rule["exclusiveMinimum"]) is { } below) return [below, Math.BitIncrement(below), .. Above(rule, step)];
        return Above(rule, step);
    }

    private static IEnumerable<JsonNode> Above(JsonObject rule, double step)
    {
        if (JsonSchema.NumberOf(rule["maximum"]) is { } most) return step > 0 ? [most + 1] : [most, Math.BitIncrement(most)];
        return JsonSchema.NumberOf(rule["exclusiveMaximum"]) is { } above ? [above, Math.BitDecrement(above)] : [];
    }

    /// <summary>What the schema cannot say: how values and shapes meet, and which layer is the last.</summary>
    [GeneratedRegex(
        @"has to be (from 1 to n_fft=|above fmin=|a divisor of bins_per_octave=)|activation: must be one of linear, .*, not .softmax.$|"
        + @"^layers[^:]*: ('[\w-]+' (needs an input|needs a fixed|cannot|adds|has a window|has the order|has layers|would have)|"
        + @"the network )")]
    private static partial Regex BetweenValues();

    [GeneratedRegex(@"(?:it knows|known are|known here:|Its options are) (.*?)\.?$")]
    private static partial Regex Known();

    [GeneratedRegex(@"(?:there are|The features are|is not one of|must be one of) (.*?)(?:\.$|, not ""|$)")]
    private static partial Regex Listed();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
