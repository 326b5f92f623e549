using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Web;

namespace Undertone.Serve.Tests;

/// <summary>What the service says of itself is what it does.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task Every_address_is_described_and_no_other()
    {
        await using var service = await Service.Start();
        var document = await Document(service);
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var described = from path in document["paths"]!.AsObject()
                        from operation in path.Value!.AsObject()
                        select $"{operation.Key} {path.Key}";
        var mapped = service.Endpoints.Where(e => !e.Path.StartsWith("/docs", StringComparison.Ordinal)
            && !e.Path.StartsWith("/openapi", StringComparison.Ordinal)).Select(e => $"{e.Method} {e.Path}");
        described.Order().ShouldBe(mapped.Order());
        foreach (var (_, path) in document["paths"]!.AsObject())
        {
            foreach (var (_, operation) in path!.AsObject())
            {
                operation!["summary"]!.GetValue<string>().ShouldNotBeEmpty();
                operation["operationId"]!.GetValue<string>().ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public async Task Answers_are_as_described()
    {
        var folder = Directory.CreateTempSubdirectory("undertone-store-").FullName;
        using var runtime = new RuntimeFolder();
        await using (var store = await Store.OpenAsync(folder))
        await using (var service = await Service.Start(Service.Standard with
        {
            Web = new UndertoneWebOptions
            {
                Store = store,
                Enrollment = true,
                Voices = new VoiceFolder(Path.Combine(folder, "voices")),
                Runs = Trained(folder),
                OnnxRuntimeWeb = runtime.Path,
            },
        }))
        {
            var document = await Document(service);
            await Check(document, service, HttpMethod.Post, "/v1/predict");
            await Check(document, service, HttpMethod.Post, "/v1/segments");
            await Check(document, service, HttpMethod.Post, "/v1/segments", "?channels=split");
            await Check(document, service, HttpMethod.Post, "/v1/explain");
            await Check(document, service, HttpMethod.Post, "/v1/explain", "?occlusion=false");
            await Check(document, service, HttpMethod.Put, "/v1/predictions/{id}/correction", body: """{"label":"sad","by":"ana"}""");
            await Check(document, service, HttpMethod.Get, "/v1/predictions");
            await Check(document, service, HttpMethod.Get, "/v1/predictions/{id}");
            await Check(document, service, HttpMethod.Get, "/v1/runs");
            await Check(document, service, HttpMethod.Get, "/v1/models");
            await Check(document, service, HttpMethod.Get, "/v1/models/{name}", name: "tiny");
            await Check(document, service, HttpMethod.Get, "/v1/models/{name}/hearing", name: "tiny");
            await Check(document, service, HttpMethod.Get, "/v1/models/{name}/graph", status: 404);
            await Check(document, service, HttpMethod.Get, "/v1/studio");
            await Check(document, service, HttpMethod.Get, "/v1/trainings");
            var training = Path.GetFileName(Directory.GetDirectories(Path.Combine(folder, "runs"))[0]);
            await Check(document, service, HttpMethod.Get, "/v1/trainings/{name}", name: training);
            await Check(document, service, HttpMethod.Get, "/v1/trainings/{name}/answers", "?limit=3", name: training);
            await Check(document, service, HttpMethod.Get, "/v1/trainings/compare", $"?a={training}&b={training}");
            await Check(document, service, HttpMethod.Get, "/v1/trainings/{name}/clips/{id}", status: 404);
            await Check(document, service, HttpMethod.Post, "/v1/voices");
            await Check(document, service, HttpMethod.Post, "/v1/voices/{name}", name: "ana", status: 201);
            await Check(document, service, HttpMethod.Post, "/v1/voices/{name}", name: "ana", status: 409);
            await Check(document, service, HttpMethod.Get, "/v1/voices/{name}", name: "ana");
            await Check(document, service, HttpMethod.Get, "/v1/voices");
            await Check(document, service, HttpMethod.Get, "/healthz");
            await Check(document, service, HttpMethod.Get, "/readyz");
            await Check(document, service, HttpMethod.Get, "/v1/predictions", "?limit=0", status: 400);
            await Check(document, service, HttpMethod.Get, "/v1/voices/{name}", status: 404);
            await Check(document, service, HttpMethod.Get, "/v1/stream", status: 426);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_key_is_described_where_one_is_wanted()
    {
        await using var open = await Service.Start();
        var free = await Document(open);
        free["security"].ShouldBeNull();
        free["paths"]!["/v1/models"]!["get"]!["responses"]!["401"].ShouldBeNull();
        await using var closed = await Service.Start(Service.Standard with { Keys = KeyGuardTests.Keys() });
        var document = await Document(closed);
        document["security"]!.AsArray().Count.ShouldBe(1);
        document["components"]!["securitySchemes"]!["key"]!["scheme"]!.GetValue<string>().ShouldBe("bearer");
        document["paths"]!["/v1/models"]!["get"]!["responses"]!["401"].ShouldNotBeNull();
        document["paths"]!["/healthz"]!["get"]!["responses"]!["401"].ShouldBeNull();
    }

    [Fact]
    public async Task The_page_for_people_names_no_other_host()
    {
        await using var service = await Service.Start();
        using var response = await service.Send(HttpMethod.Get, "/docs/");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await response.Content.ReadAsStringAsync();
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldContain("openapi/v1.json");
    }

    private static string Trained(string folder)
    {
        var (data, runs) = (Path.Combine(folder, "data"), Path.Combine(folder, "runs"));
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        var options = new TrainingRunOptions { Data = [data], Recipe = Recipe.Load("knn"), Folds = 2, Threads = 1, Refit = false };
        new TrainingRun(options, new Workspace { Runs = runs, Cache = new FeatureCache(Path.Combine(folder, "cache")) }).Execute();
        return runs;
    }

    private static async Task<JsonNode> Document(Service service)
    {
        using var response = await service.Send(HttpMethod.Get, "/openapi/v1.json");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static async Task Check(
        JsonNode document, Service service, HttpMethod method, string path, string query = "", string? body = null, int status = 200,
        string name = "nobody")
    {
        var address = path.Replace("{id}", "1", StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal) + query;
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        else if (method == HttpMethod.Post) request.Content = new ByteArrayContent(await File.ReadAllBytesAsync(Service.Clip));
        using var response = await service.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        var type = response.Content.Headers.ContentType!.MediaType!;
        var operation = document["paths"]![path]![method.Method.ToLowerInvariant()]!;
        var schema = operation["responses"]![$"{status}"]!["content"]![type]!["schema"]!;
        Fault(document, schema, JsonNode.Parse(text), "").ShouldBeNull($"{method} {address}");
    }

    /// <summary>What is not as a schema says; null where all is.</summary>
    private static string? Fault(JsonNode document, JsonNode schema, JsonNode? value, string place)
    {
        if (schema["$ref"] is { } reference)
            return Fault(document, document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!, value, place);
        if (schema["oneOf"] is JsonArray choices)
        {
            var faults = choices.Select(c => Fault(document, c!, value, place)).ToArray();
            return faults.Contains(null) ? null : string.Join(" or ", faults);
        }

        // Anything.
        if (schema.AsObject().Count == 0) return null;
        string[] types = schema["type"] is JsonArray many ? [.. many.Select(t => t!.GetValue<string>())]
            : [schema["type"]!.GetValue<string>()];
        var kind = value?.GetValueKind().ToString() switch
        {
            null => "null",
            "True" or "False" => "boolean",
            "Number" => types.Contains("integer") && value.GetValue<double>() % 1 == 0 ? "integer" : "number",
            var other => other.ToLowerInvariant(),
        };
        if (!types.Contains(kind)) return $"{place} is {kind} and not {string.Join(" or ", types)}";
        if (value is JsonArray list)
            return list.Select((v, i) => Fault(document, schema["items"]!, v, $"{place}[{i}]")).FirstOrDefault(f => f is not null);
        if (value is not JsonObject members) return null;
        var required = (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>());
        var missing = required.FirstOrDefault(r => !members.ContainsKey(r));
        if (missing is not null) return $"{place}.{missing} is missing";
        return members.Select(OfMember).FirstOrDefault(f => f is not null);

        string? OfMember(KeyValuePair<string, JsonNode?> member)
        {
            var described = schema["properties"]?[member.Key] ?? schema["additionalProperties"];
            return described is null
                ? $"{place}.{member.Key} is not described"
                : Fault(document, described, member.Value, $"{place}.{member.Key}");
        }
    }
}
