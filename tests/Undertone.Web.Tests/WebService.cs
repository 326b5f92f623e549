using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Extensions.DependencyInjection;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Web.Tests;

/// <summary>A service on a free port of this machine, and a client of it.</summary>
internal sealed class WebService : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _voices = Directory.CreateTempSubdirectory("undertone-voices-").FullName;

    private WebService(UndertoneWebOptions options, string prefix, Action<UndertoneOptions>? configure, Action<WebApplication>? also)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddUndertone(o =>
        {
            o.Model = "tiny";
            configure?.Invoke(o);
        });
        _application = builder.Build();
        Voices = new VoiceFolder(_voices);
        // Tests do not wait for what only admission by cost needs to be exact.
        _application.MapUndertone(prefix, options with { Voices = Voices, MeasuringSeconds = 0.01 });
        also?.Invoke(_application);
    }

    public VoiceFolder Voices { get; }

    public HttpClient Client { get; } = new();

    public static string Clip => Repository.Of("samples", "audio", "neutral-synthetic.wav");

    public static async Task<WebService> Start(
        UndertoneWebOptions? options = null, string prefix = "", Action<UndertoneOptions>? configure = null,
        Action<WebApplication>? also = null)
    {
        var service = new WebService(options ?? new UndertoneWebOptions(), prefix, configure, also);
        await service._application.StartAsync();
        var addresses = service._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        service.Client.BaseAddress = new Uri(addresses.Addresses.Single());
        return service;
    }

    /// <summary>Sends a file as the field of a form.</summary>
    public async Task<HttpResponseMessage> SendForm(
        string address, byte[] file, string name = "neutral-synthetic.wav", string field = "file")
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("a word"), "note");
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        form.Add(content, field, name);
        return await Client.PostAsync(new Uri(address, UriKind.Relative), form);
    }

    /// <summary>Sends a file as the body.</summary>
    public async Task<HttpResponseMessage> SendBody(string address, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        return await Client.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    /// <summary>Takes a response for a problem document, and gives its code.</summary>
    public static async Task<string> ProblemOf(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        root.EnumerateObject().Select(p => p.Name).ShouldBe(["type", "title", "status", "detail", "code"]);
        root.GetProperty("status").GetInt32().ShouldBe(status);
        root.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        root.GetProperty("detail").GetString()!.ShouldEndWith(".");
        text.ShouldNotContain("undertone-upload-");
        text.ShouldNotContain("Parameter '");
        return root.GetProperty("code").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        Directory.Delete(_voices, recursive: true);
    }
}
