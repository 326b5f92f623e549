using System.Buffers.Text;
using System.Net;
using System.Text;
using Undertone.Cli.Terminals;

namespace Undertone.Serve.Tests;

public sealed class KeyGuardTests
{
    private const string One = "0123456789abcdef-one";
    private const string Two = "0123456789abcdef-two";

    internal static ApiKeys Keys()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"# of the two apps\n{One}\n\n  {Two}  \r\n");
        try
        {
            return ApiKeys.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + One)]
    [InlineData("Authorization", "bearer " + Two)]
    [InlineData("X-API-Key", Two)]
    public async Task Who_has_a_key_is_let_in(string header, string value)
    {
        await using var service = await Service.Start(Service.Standard with { Keys = Keys() });
        using var response = await service.Send(HttpMethod.Post, "/v1/predict", (header, value));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_gets_its_runtime_without_a_key_but_no_graph()
    {
        using var runtime = new RuntimeFolder();
        var web = Service.Standard.Web with { OnnxRuntimeWeb = runtime.Path };
        await using var service = await Service.Start(Service.Standard with { Keys = Keys(), Web = web });
        using var script = await service.Send(HttpMethod.Get, "/onnxruntime-web/ort.wasm.min.mjs");
        script.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var address in new[] { "/v1/detector/graph", "/v1/models/tiny/graph", "/v1/models/tiny/hearing", "/onnxruntime-webx" })
        {
            using var refused = await service.Send(HttpMethod.Get, address);
            (await Service.ProblemOf(refused, 401)).ShouldBe("key", address);
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer 0123456789abcdef-on")]
    [InlineData("Authorization", "Bearer 0123456789abcdef-one2")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Basic " + One)]
    [InlineData("Authorization", One)]
    [InlineData("X-API-Key", "# of the two apps")]
    [InlineData("X-API-Key", "")]
    [InlineData("Cookie", "key=" + One)]
    public async Task Who_has_none_is_not(string header, string value)
    {
        await using var service = await Service.Start(Service.Standard with { Keys = Keys() });
        foreach (var address in new[] { "/v1/models", "/v1/predictions", "/metrics", "/nothing", "/docsx", "/v1/studio", "/index" })
        {
            using var response = await service.Send(HttpMethod.Get, address, (header, value));
            (await Service.ProblemOf(response, 401)).ShouldBe("key", address);
            response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }

        using var stream = await service.Upgrade((header, value));
        (await Service.ProblemOf(stream, 401)).ShouldBe("key");
    }

    [Fact]
    public async Task A_key_in_the_address_is_none()
    {
        await using var service = await Service.Start(Service.Standard with { Keys = Keys() });
        using var response = await service.Send(HttpMethod.Get, $"/v1/models?key={One}&api_key={One}");
        (await Service.ProblemOf(response, 401)).ShouldBe("key");
    }

    [Fact]
    public async Task Health_the_description_and_the_page_need_no_key()
    {
        await using var service = await Service.Start(Service.Standard with { Keys = Keys() });
        foreach (var address in new[] { "/healthz", "/readyz", "/openapi/v1.json", "/docs/", "/" })
        {
            using var response = await service.Send(HttpMethod.Get, address);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
    }

    [Fact]
    public async Task A_page_s_stream_carries_the_key_as_a_subprotocol()
    {
        await using var service = await Service.Start(Service.Standard with { Keys = Keys() });
        using var good = await service.Upgrade(("Sec-WebSocket-Protocol", $"undertone.v1, {Subprotocol(Two)}"));
        good.StatusCode.ShouldBe(HttpStatusCode.SwitchingProtocols);
        // The key is not said back.
        good.Headers.GetValues("Sec-WebSocket-Protocol").ShouldBe(["undertone.v1"]);
        foreach (var bad in new[] { Subprotocol("0123456789abcdef-three"), "undertone.key.", "undertone.key.!!", "undertone.key." + Two })
        {
            using var refused = await service.Upgrade(("Sec-WebSocket-Protocol", $"undertone.v1, {bad}"));
            (await Service.ProblemOf(refused, 401)).ShouldBe("key", bad);
        }
    }

    [Theory]
    [InlineData("", "there is no key in this file")]
    [InlineData("# only a note\n", "there is no key in this file")]
    [InlineData("0123456789abcdef\nshort\n", "line 2: a key has 16 to 1024 characters")]
    [InlineData("0123456789 abcdef\n", "line 1: a key has 16 to 1024 characters")]
    [InlineData("0123456789abcdéf\n", "line 1: a key has 16 to 1024 characters")]
    public void A_file_that_holds_no_keys_is_refused(string text, string fault)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        var error = Should.Throw<BadInputException>(() => ApiKeys.Load(file));
        File.Delete(file);
        error.Message.ShouldStartWith(file);
        error.Message.ShouldContain(fault);
        Should.Throw<BadInputException>(() => ApiKeys.Load(file)).Message.ShouldContain("cannot be read");
    }

    private static string Subprotocol(string key) => "undertone.key." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));
}
