using System.Net;
using System.Net.Sockets;
using Undertone.Cli.Terminals;

namespace Undertone.Serve.Queues;

/// <summary>What a worker measures and that it lives, over HTTP.</summary>
internal static class MetricsHost
{
    /// <summary>Starts it.</summary>
    /// <exception cref="FailedException">The address cannot be listened on.</exception>
    public static async Task<WebApplication> Start(IPEndPoint address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "undertone-serve" });
        builder.Services.AddRouting();
        Measuring.AddTo(builder);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address);
        });
        var app = builder.Build();
        app.UseRouting();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapGet("/healthz", (RequestDelegate)Healthy);
        try
        {
            await app.StartAsync();
            return app;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new FailedException($"--metrics: {address} cannot be listened on ({SystemReason.Of(e)}). Name another port.", e);
        }
    }

    private static Task Healthy(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"status":"healthy"}""");
    }
}
