using System.Text.Json.Nodes;

namespace Undertone.Recognition.Tests.Recipes;

/// <summary>The tests' validator against the verdicts of another one.</summary>
public sealed class JsonSchemaTests
{
    [Fact]
    public void The_validator_judges_every_keyword_as_jsonschema_does()
    {
        var golden = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Golden, "jsonschema-4.26", "keywords.json")))!;
        var values = (JsonArray)golden["values"]!;
        foreach (var item in (JsonArray)golden["cases"]!)
        {
            var schema = new JsonSchema((JsonObject)item!["schema"]!);
            for (var i = 0; i < values.Count; i++)
            {
                schema.IsValid(values[i]).ShouldBe(
                    item["valid"]![i]!.GetValue<bool>(), $"{values[i]?.ToJsonString() ?? "null"} under {schema.Root.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void A_keyword_that_the_validator_does_not_know_is_no_silent_yes() =>
        Should.Throw<NotSupportedException>(() => JsonSchema.Parse("""{ "oneOf": [] }""").IsValid(1));
}
