using System.Text.Json.Nodes;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Tests;

public sealed class ModelsCommandTests
{
    [Fact]
    public void The_schema_of_recipes_is_printed_as_it_is()
    {
        var printed = Cli.Run("models", "schema");
        (printed.Code, printed.Output, printed.Error).ShouldBe((0, Recipe.Schema, ""));
        printed.Json["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        JsonNode.DeepEquals(printed.Json["additionalProperties"], false).ShouldBeTrue();
    }
}
