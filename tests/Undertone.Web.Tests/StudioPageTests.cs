using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Undertone.Web.Pages;

namespace Undertone.Web.Tests;

/// <summary>The studio's page, and what the service says of itself to it.</summary>
public sealed class StudioPageTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/emotion", "/emotion/")]
    public async Task The_page_lies_at_the_prefix_and_may_run_its_own_scripts_alone(string prefix, string address)
    {
        await using var service = await WebService.Start(prefix: prefix);
        using var response = await Get(service, address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).ShouldStartWith("<!doctype html>");
        var policy = Header(response, "Content-Security-Policy");
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; ");
        policy.ShouldEndWith("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        Header(response, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(response, "Referrer-Policy").ShouldBe("no-referrer");
        Header(response, "Permissions-Policy").ShouldBe("microphone=(self)");
        Header(response, "Cache-Control").ShouldBe("no-cache");
    }

    [Fact]
    public async Task Who_has_the_page_is_not_sent_it_again()
    {
        await using var service = await WebService.Start();
        using var first = await Get(service, "/");
        using var again = await Get(service, "/", first.Headers.ETag);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        using var other = await Get(service, "/", new EntityTagHeaderValue("\"0\""));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri("/", UriKind.Relative)));
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(first.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task An_address_without_its_slash_leads_to_the_one_with_it()
    {
        await using var service = await WebService.Start(prefix: "/a/emotion");
        using var response = await Get(service, "/a/emotion?model=x");
        response.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/a/emotion/?model=x");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/../appsettings.json")]
    [InlineData("/index.html/..%2F..%2Fsecret")]
    [InlineData("/wwwroot/index.html")]
    [InlineData("/assets/none.js")]
    public async Task Nothing_else_is_to_be_had(string address)
    {
        await using var service = await WebService.Start();
        using var response = await Get(service, address);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_can_be_left_out_and_an_application_keeps_its_own()
    {
        await using var without = await WebService.Start(new UndertoneWebOptions { Studio = false });
        foreach (var address in new[] { "/", "/v1/studio", "/v1/trainings" })
        {
            using var none = await Get(without, address);
            none.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }

        await using var own = await WebService.Start(also: app => app.MapGet("/", () => "mine"));
        using var mine = await Get(own, "/");
        (await mine.Content.ReadAsStringAsync()).ShouldBe("mine");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_told_what_it_may_offer(bool all)
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { Enrollment = all, Runs = all ? "runs" : null });
        using var response = await Get(service, "/v1/studio");
        using var said = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        said.RootElement.EnumerateObject().Select(m => m.Name).ShouldBe(["enrollment", "trainings", "stream", "model", "key", "inBrowser"]);
        said.RootElement.GetProperty("enrollment").GetBoolean().ShouldBe(all);
        said.RootElement.GetProperty("trainings").GetBoolean().ShouldBe(all);
        said.RootElement.GetProperty("model").GetProperty("labels").GetArrayLength().ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("assets/index-DRrzhXMU.js", true)]
    [InlineData("assets/icon-Ci_tI-8X.svg", true)]
    [InlineData("assets/capture.worklet-D9aap_0L.js", true)]
    [InlineData("assets/my-examples.js", false)]
    [InlineData("assets/index.js", false)]
    [InlineData("index-DRrzhXMU.js", false)]
    [InlineData("examples/angry-12345678.wav", false)]
    public void Files_with_a_hash_in_their_name_never_change(string name, bool hashed) => PageFile.IsHashed(name).ShouldBe(hashed);

    [Fact]
    public async Task Every_file_is_served_with_a_type_and_kept_as_long_as_it_may()
    {
        await using var service = await WebService.Start(prefix: "/emotion");
        PageFile.All.ShouldNotBeEmpty();
        foreach (var file in PageFile.All)
        {
            using var response = await Get(service, "/emotion" + file.Address);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, file.Address);
            response.Content.Headers.ContentType!.ToString().ShouldNotBe("application/octet-stream", file.Address);
            var kept = Header(response, "Cache-Control").Contains("immutable", StringComparison.Ordinal);
            kept.ShouldBe(PageFile.IsHashed(file.Address[1..]), file.Address);
        }
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));

    private static async Task<HttpResponseMessage> Get(WebService service, string address, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        return await service.Client.SendAsync(request);
    }
}
