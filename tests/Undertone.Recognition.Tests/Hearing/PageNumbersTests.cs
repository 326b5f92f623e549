using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Tests.Hearing;

/// <summary>
/// The numbers that the tests of the studio page hold its own hearing to (web/test/hearing.json) are what is heard here.
/// UNDERTONE_UPDATE_PAGE_NUMBERS=1 writes them anew, after a change of hearing that is meant.
/// </summary>
public sealed class PageNumbersTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void The_page_is_held_to_what_is_heard_here()
    {
        var (file, numbers) = (Repository.Of("web", "test", "hearing.json"), PageNumbers.Compute());
        if (Environment.GetEnvironmentVariable("UNDERTONE_UPDATE_PAGE_NUMBERS") == "1")
            File.WriteAllText(file, numbers.ToJsonString() + "\n");
        Compare(JsonNode.Parse(File.ReadAllText(file))!, JsonNode.Parse(numbers.ToJsonString())!, "");
    }

    private static void Compare(JsonNode? kept, JsonNode? now, string at)
    {
        if (now is JsonObject members)
        {
            ((JsonObject)kept!).Select(m => m.Key).ShouldBe(members.Select(m => m.Key), at);
            foreach (var (key, value) in members) Compare(kept![key], value, $"{at}/{key}");
        }
        else if (now is JsonArray items)
        {
            ((JsonArray)kept!).Count.ShouldBe(items.Count, at);
            for (var i = 0; i < items.Count; i++) Compare(kept![i], items[i], $"{at}/{i}");
        }
        else if (now?.GetValueKind() == JsonValueKind.Number)
        {
            kept!.GetValue<double>().ShouldBe(now.GetValue<double>(), Tolerance, at);
        }
        else
        {
            kept?.ToJsonString().ShouldBe(now?.ToJsonString(), at);
        }
    }
}
