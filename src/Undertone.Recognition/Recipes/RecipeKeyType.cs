using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>What a rule of the schema takes, in words.</summary>
internal static class RecipeKeyType
{
    private const int MostWords = 5;

    /// <summary>The words that a rule takes, without null; empty where it does not ask for one of a few.</summary>
    public static string[] Choices(JsonObject rule)
    {
        if (rule["enum"] is JsonArray words) return [.. words.OfType<JsonValue>().Select(Text)];
        if (rule["const"] is JsonValue word) return [Text(word)];
        return rule["anyOf"] is JsonArray any ? [.. any.OfType<JsonObject>().SelectMany(Choices)] : [];
    }

    /// <summary>The type with its bounds.</summary>
    public static string Describe(JsonObject rule)
    {
        if (rule["anyOf"] is JsonArray any)
        {
            var others = any.OfType<JsonObject>().Where(o => Choices(o).Length == 0).Select(Describe).Where(t => t.Length > 0);
            return string.Join(" or ", [.. others, .. Words(Choices(rule))]);
        }

        if (rule["enum"] is not null || rule["const"] is not null) return string.Join(" or ", Words(Choices(rule)));
        string[] types =
            rule["type"] is JsonArray several ? [.. several.OfType<JsonValue>().Select(Text)] : [Text((JsonValue)rule["type"]!)];
        return string.Join(" or ", types.Where(t => t != "null").Select(t => Describe(t, rule)));
    }

    private static string Describe(string type, JsonObject rule) => type switch
    {
        "integer" => "whole number" + Range(rule),
        "number" => "number" + Range(rule),
        "boolean" => "true or false",
        "string" => "text",
        "array" => "list",
        "object" => "object",
        _ => "",
    };

    private static string Range(JsonObject rule)
    {
        var least = rule["minimum"] is { } from ? $"{from}" : null;
        var most = rule["maximum"] is { } to ? $"{to}" : null;
        var above = rule["exclusiveMinimum"] is { } low ? $"above {low}" : null;
        var below = rule["exclusiveMaximum"] is { } high ? $"below {high}" : null;
        if (least is not null && most is not null) return $", {least} to {most}";
        string?[] bounds =
        [
            least is null ? above : $"at least {least}",
            most is null ? below : $"at most {most}",
        ];
        var text = string.Join(" and ", bounds.OfType<string>());
        return text.Length == 0 ? "" : ", " + text;
    }

    private static string[] Words(string[] words) =>
        words.Length == 0 ? [] : words.Length > MostWords ? [FormattableString.Invariant($"one of {words.Length} words")] : words;

    private static string Text(JsonValue value) => value.TryGetValue<string>(out var text) ? text : value.ToJsonString();
}
