using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undertone.Recognition.Tests.Recipes;

/// <summary>
/// A validator of the part of JSON Schema (draft 2020-12) that the recipes' schema uses; any other keyword throws, so that none is passed
/// over.
/// </summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly HashSet<string> Notes = ["$schema", "$defs", "title", "description", "default"];

    /// <summary>An object of the checked value whose keys a schema lists: where it stands and the schema.</summary>
    internal sealed record ClosedObject(string Pointer, JsonObject Schema)
    {
        public JsonObject Properties => (JsonObject)Schema["properties"]!;
    }

    public static JsonSchema Parse(string text) => new((JsonObject)JsonNode.Parse(text)!);

    public JsonObject Root => root;

    public JsonObject Definitions => (JsonObject)root["$defs"]!;

    public bool IsValid(JsonNode? value) => Check(root, value, "", []) is null;

    /// <summary>The first fault, or null where there is none.</summary>
    public string? Fault(JsonNode? value) => Check(root, value, "", []);

    /// <summary>The objects of a valid value that admit no other keys.</summary>
    public IReadOnlyList<ClosedObject> ClosedObjects(JsonNode value)
    {
        var closed = new List<ClosedObject>();
        Check(root, value, "", closed).ShouldBeNull();
        return closed;
    }

    /// <summary>The schema itself, or the one it refers to.</summary>
    public JsonObject Resolve(JsonNode? schema) => schema!["$ref"]?.GetValue<string>() is { } name
        ? name == "#" ? root : (JsonObject)Definitions[name["#/$defs/".Length..]]!
        : (JsonObject)schema;

    private string? Check(JsonNode? schema, JsonNode? value, string at, List<ClosedObject> closed)
    {
        if (schema is JsonValue flag) return flag.GetValue<bool>() ? null : $"{at}: nothing is allowed here";
        var keywords = (JsonObject)schema!;
        foreach (var (keyword, rule) in keywords)
        {
            if (!Notes.Contains(keyword) && One(keywords, keyword, rule, value, at, closed) is { } fault) return fault;
        }

        return null;
    }

    private string? One(JsonObject all, string keyword, JsonNode? rule, JsonNode? value, string at, List<ClosedObject> closed)
    {
        string? Demand(bool holds) =>
            holds ? null : $"{at}: {keyword} {rule?.ToJsonString()} does not hold for {value?.ToJsonString() ?? "null"}";
        var (number, list, fields) = (NumberOf(value), value as JsonArray, value as JsonObject);
        switch (keyword)
        {
            case "$ref": return Check(Resolve(all), value, at, closed);
            case "type":
                return Demand(
                    (rule is JsonArray types ? types : [rule!.DeepClone()]).Any(t => Is(t!.GetValue<string>(), value, number)));
            case "enum": return Demand(((JsonArray)rule!).Any(r => Same(r, value)));
            case "const": return Demand(Same(rule, value));
            case "minimum": return Demand(number is null || number >= NumberOf(rule));
            case "maximum": return Demand(number is null || number <= NumberOf(rule));
            case "exclusiveMinimum": return Demand(number is null || number > NumberOf(rule));
            case "exclusiveMaximum": return Demand(number is null || number < NumberOf(rule));
            case "multipleOf": return Demand(number is null || number % NumberOf(rule) == 0);
            case "pattern":
                return Demand(
                    value?.GetValueKind() != JsonValueKind.String
                        || Regex.IsMatch(value.GetValue<string>(), rule!.GetValue<string>(), RegexOptions.ECMAScript));
            case "required": return Demand(fields is null || ((JsonArray)rule!).All(k => fields.ContainsKey(k!.GetValue<string>())));
            case "properties":
                return fields is null
                    ? null
                    : First(fields.Where(f => rule![f.Key] is not null), f => Check(rule![f.Key], f.Value, $"{at}/{f.Key}", closed));
            case "additionalProperties":
                if (fields is null) return null;
                if (rule is JsonObject)
                    return First(fields.Where(f => all["properties"]?[f.Key] is null), f => Check(rule, f.Value, $"{at}/{f.Key}", closed));
                rule!.GetValue<bool>().ShouldBeFalse();
                closed.Add(new ClosedObject(at, all));
                return First(fields.Where(f => !((JsonObject)all["properties"]!).ContainsKey(f.Key)), f => $"{at}/{f.Key}: unknown");
            case "items": return list is null ? null : First(list.Index(), i => Check(rule, i.Item, $"{at}/{i.Index}", closed));
            case "minItems": return Demand(list is null || list.Count >= NumberOf(rule));
            case "maxItems": return Demand(list is null || list.Count <= NumberOf(rule));
            case "uniqueItems": return Demand(list is null || !list.Index().Any(a => list.Take(a.Index).Any(b => Same(a.Item, b))));
            case "contains":
                return Demand(
                    list is null || Matches(list, rule) is var found && found >= (NumberOf(all["minContains"]) ?? 1)
                        && found <= (NumberOf(all["maxContains"]) ?? int.MaxValue));
            case "minContains" or "maxContains": return null;
            case "allOf": return First((JsonArray)rule!, r => Check(r, value, at, closed));
            case "anyOf": return Demand(((JsonArray)rule!).Any(r => Check(r, value, at, closed) is null));
            case "not": return Demand(Check(rule, value, at, []) is not null);
            case "if": return Check(rule, value, at, []) is null ? Check(all["then"], value, at, closed) : null;
            case "then": return null;
            default: throw new NotSupportedException($"The validator does not know '{keyword}'.");
        }
    }

    private int Matches(JsonArray list, JsonNode? rule) => list.Count(item => Check(rule, item, "", []) is null);

    private static string? First<T>(IEnumerable<T> items, Func<T, string?> check) =>
        items.Select(check).FirstOrDefault(fault => fault is not null);

    private static bool Is(string type, JsonNode? value, double? number) => type switch
    {
        "null" => value is null,
        "integer" => number is { } n && n == Math.Floor(n),
        "number" => number is not null,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "array" => value is JsonArray,
        "object" => value is JsonObject,
        _ => throw new NotSupportedException(type),
    };

    private static bool Same(JsonNode? a, JsonNode? b) => NumberOf(a) is { } x && NumberOf(b) is { } y ? x == y : JsonNode.DeepEquals(a, b);

    internal static double? NumberOf(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
