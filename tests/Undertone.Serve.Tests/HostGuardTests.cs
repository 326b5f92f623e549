using System.Net;

namespace Undertone.Serve.Tests;

public sealed class HostGuardTests
{
    private const string Page = "https://app.example.org";

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("127.9.9.9")]
    [InlineData("[::1]:8080")]
    [InlineData("emotion.example.org")]
    [InlineData("Emotion.Example.org:443")]
    public async Task The_service_answers_under_its_names(string host)
    {
        await using var service = await Service.Start(Service.Standard with { AllowedHosts = ["emotion.example.org"] });
        using var response = await service.Send(HttpMethod.Get, "/v1/models", ("Host", host));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.0.7")]
    [InlineData("[2001:db8::1]")]
    [InlineData("evil.example:8080")]
    public async Task A_foreign_name_is_refused_whatever_is_asked(string host)
    {
        await using var service = await Service.Start();
        foreach (var address in new[] { "/v1/models", "/healthz", "/metrics", "/nothing" })
        {
            using var response = await service.Send(HttpMethod.Get, address, ("Host", host));
            (await Service.ProblemOf(response, 400)).ShouldBe("host", address);
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://app.example.org")]
    [InlineData("https://app.example.org:444")]
    [InlineData("https://app.example.org.evil.example")]
    public async Task A_page_of_another_origin_may_send_nothing_and_open_no_stream(string origin)
    {
        await using var service = await Service.Start(Service.Standard with { Origins = [Page] });
        using var posted = await service.Send(HttpMethod.Post, "/v1/predict", ("Origin", origin));
        (await Service.ProblemOf(posted, 403)).ShouldBe("origin");
        using var stream = await service.Upgrade(("Origin", origin));
        (await Service.ProblemOf(stream, 403)).ShouldBe("origin");
        using var read = await service.Send(HttpMethod.Get, "/v1/models", ("Origin", origin));
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task The_service_s_own_page_and_one_that_is_allowed_may()
    {
        await using var service = await Service.Start(Service.Standard with { Origins = [Page] });
        var own = service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        foreach (var origin in new[] { own, Page })
        {
            using var posted = await service.Send(HttpMethod.Post, "/v1/predict", ("Origin", origin));
            posted.StatusCode.ShouldBe(HttpStatusCode.OK, origin);
            using var stream = await service.Upgrade(("Origin", origin));
            stream.StatusCode.ShouldBe(HttpStatusCode.SwitchingProtocols, origin);
            posted.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed).ShouldBe(origin == Page);
            if (origin == Page) allowed.ShouldBe([Page]);
        }
    }

    [Fact]
    public async Task A_preflight_is_answered_without_a_key_for_allowed_pages_only()
    {
        await using var service = await Service.Start(Service.Standard with { Origins = [Page], Keys = KeyGuardTests.Keys() });
        (string, string)[] asks =
            [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")];
        using var good = await service.Send(HttpMethod.Options, "/v1/predict", [("Origin", Page), .. asks]);
        good.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        good.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Page]);
        good.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("authorization", Case.Insensitive);
        using var bad = await service.Send(HttpMethod.Options, "/v1/predict", [("Origin", "https://evil.example"), .. asks]);
        (await Service.ProblemOf(bad, 403)).ShouldBe("origin");
    }

    [Fact]
    public async Task Without_origins_there_is_no_cors()
    {
        await using var service = await Service.Start();
        using var read = await service.Send(HttpMethod.Get, "/v1/models", ("Origin", Page));
        read.Headers.Any(h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)).ShouldBeFalse();
    }
}
