using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Undertone.Recognition.Export;
using Undertone.Recognition.Inference;
using Undertone.Web.Pages;

namespace Undertone.Web.Tests;

/// <summary>What a page gets that answers by itself.</summary>
public sealed class GraphTests : IDisposable
{
    private static readonly string[] Runtime = ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"];
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-runtime-").FullName;

    public GraphTests()
    {
        foreach (var name in Runtime.Append("ort.all.mjs")) File.WriteAllText(Path.Combine(_folder, name), name);
    }

    private UndertoneWebOptions Options => new() { OnnxRuntimeWeb = _folder };

    [Fact]
    public async Task The_graphs_are_the_bytes_that_are_exported_and_sent_once()
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        await using var service = await WebService.Start(Options);
        await Check("/v1/models/tiny/graph", stream => OnnxExport.Save(recognizer.Bundle, stream));
        await Check("/v1/detector/graph", DetectorExport.Save);

        async Task Check(string address, Action<Stream> write)
        {
            using var stream = new MemoryStream();
            write(stream);
            using var first = await Get(service, address);
            first.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            (await first.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(stream.ToArray()).ShouldBeTrue(address);
            using var again = await Get(service, address, first.Headers.ETag);
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified, address);
        }
    }

    [Fact]
    public async Task Hearing_is_that_of_the_model()
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        var (manifest, hearing) = (recognizer.Manifest, recognizer.Manifest.Recipe.Hearing);
        await using var service = await WebService.Start(Options);
        using var response = await Get(service, "/v1/models/tiny/hearing");
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var said = document.RootElement;
        said.EnumerateObject().Select(m => m.Name)
            .ShouldBe(["model", "uncertainBelow", "levelDb", "bandHz", "floorPower", "recipe"]);
        said.GetProperty("model").GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(manifest.Labels);
        said.GetProperty("uncertainBelow").GetDouble().ShouldBe(manifest.UncertainBelow);
        said.GetProperty("bandHz").GetDouble().ShouldBe(hearing.BandHz!.Value);
        said.GetProperty("floorPower").GetDouble().ShouldBe(hearing.FloorPower);
        said.GetProperty("recipe").GetRawText().ShouldBe(manifest.Recipe.ToJson().ToJsonString());
    }

    [Theory]
    [InlineData("/v1/models/tiny/graph")]
    [InlineData("/v1/models/tiny/hearing")]
    [InlineData("/v1/detector/graph")]
    public async Task Nothing_is_given_away_that_was_not_asked_for(string address)
    {
        await using var service = await WebService.Start();
        using var response = await Get(service, address);
        (await WebService.ProblemOf(response, 404)).ShouldBe("no-graphs");
        using var runtime = await Get(service, "/onnxruntime-web/ort.wasm.min.mjs");
        runtime.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_model_is_not_there()
    {
        await using var service = await WebService.Start(Options);
        using var response = await Get(service, "/v1/models/base/graph");
        (await WebService.ProblemOf(response, 404)).ShouldBe("no-such-model");
    }

    [Fact]
    public async Task The_runtime_is_served_and_no_other_file_of_its_folder()
    {
        await using var service = await WebService.Start(Options, prefix: "/emotion");
        foreach (var name in Runtime)
        {
            using var response = await Get(service, "/emotion/onnxruntime-web/" + name);
            (await response.Content.ReadAsStringAsync()).ShouldBe(name);
            response.Content.Headers.ContentType!.MediaType.ShouldBe(name.EndsWith(".wasm") ? "application/wasm" : "text/javascript");
            using var again = await Get(service, "/emotion/onnxruntime-web/" + name, response.Headers.ETag);
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }

        foreach (var name in new[] { "ort.all.mjs", "", "..%2Fort.wasm.min.mjs" })
        {
            using var none = await Get(service, "/emotion/onnxruntime-web/" + name);
            none.StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
        }
    }

    [Fact]
    public async Task WebAssembly_is_let_in_only_with_a_runtime()
    {
        await using var with = await WebService.Start(Options);
        using var page = await Get(with, "/");
        var policy = string.Join("", page.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldStartWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; ");
        policy.Split("unsafe").Length.ShouldBe(2);
        using var facts = await Get(with, "/v1/studio");
        (await facts.Content.ReadAsStringAsync()).ShouldContain("\"inBrowser\":true");
    }

    [Fact]
    public void A_folder_without_a_file_is_refused_by_name()
    {
        File.Delete(Path.Combine(_folder, Runtime[2]));
        Should.Throw<FileNotFoundException>(() => PageFile.OfRuntime(_folder)).Message.ShouldBe(
            $"{_folder}: there is no {Runtime[2]} of onnxruntime-web in it. Name the folder 'dist' of that npm package; "
            + "'npm pack onnxruntime-web' fetches it.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<HttpResponseMessage> Get(WebService service, string address, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        return await service.Client.SendAsync(request);
    }
}
