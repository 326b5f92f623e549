using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Web;

namespace Undertone.Serve.Tests;

/// <summary>The service as the program makes it, on a free port of this machine, and a client of it.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClientHandler _handler = new();

    private Service(ServeSettings settings)
    {
        _app = ServeHost.Build(settings);
        // A test's certificate is its own.
        _handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
        Client = new HttpClient(_handler);
    }

    public static ServeSettings Standard { get; } = new()
    {
        Address = IPAddress.Loopback,
        Port = 0,
        Model = "tiny",
        Web = new UndertoneWebOptions(),
    };

    public static string Clip => Repository.Of("samples", "audio", "neutral-synthetic.wav");

    public HttpClient Client { get; }

    /// <summary>The addresses that are mapped, with the one method that each takes.</summary>
    public IEnumerable<(string Path, string Method)> Endpoints =>
        from endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where methods.Count == 1 && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        select ("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), methods[0].ToLowerInvariant());

    public static async Task<Service> Start(ServeSettings? settings = null)
    {
        var service = new Service(settings ?? Standard);
        await service._app.StartAsync();
        service.Client.BaseAddress = new Uri(service._app.Urls.Single());
        return service;
    }

    /// <summary>Tells it to stop, and waits until it has.</summary>
    public Task Stop() => _app.StopAsync();

    /// <summary>Sends a request with headers of its own.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        if (method == HttpMethod.Post) request.Content = new ByteArrayContent(await File.ReadAllBytesAsync(Clip));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Asks for a stream.</summary>
    public Task<HttpResponseMessage> Upgrade(params (string Name, string Value)[] headers) => Send(
        HttpMethod.Get, "/v1/stream",
        [
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), .. headers,
        ]);

    /// <summary>Takes a response for a problem document, and gives its code.</summary>
    public static async Task<string> ProblemOf(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("code").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
