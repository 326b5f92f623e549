using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Undertone.Extensions.DependencyInjection;
using Undertone.Serve.Description;
using Undertone.Web;
using Undertone.Web.Problems;

namespace Undertone.Serve;

/// <summary>The service as an application.</summary>
internal static class ServeHost
{
    private const int MostConnections = 4096;

    /// <summary>Builds it; it listens when it is started.</summary>
    public static WebApplication Build(ServeSettings settings)
    {
        // No configuration of a surrounding folder or environment changes what the command line says.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "undertone-serve" });
        // What keeps it from starting is told by who starts it.
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = settings.ShutdownTimeout);
        builder.Services.AddUndertone(o => (o.Model, o.MaxConcurrency) = (settings.Model, settings.Web.MaxConcurrency));
        builder.Services.AddRouting();
        builder.Services.AddCors();
        Measuring.AddTo(builder);
        ApiDescription.AddTo(builder.Services, settings.Keys is not null);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, settings));
        var app = builder.Build();
        // Outermost first.
        app.Use(next => Problem.Catching(next));
        // Those who guard it ask what is a WebSocket, and the first such middleware counts.
        app.UseWebSockets(UndertoneEndpoints.WebSockets);
        Use(app, new HostGuard(settings.AllowedHosts, settings.Origins).Invoke);
        if (settings.Origins.Count > 0)
        {
            app.UseCors(p => p.WithOrigins([.. settings.Origins]).AllowAnyHeader().AllowAnyMethod()
                .WithExposedHeaders("Retry-After", "Undertone-Prediction", "Undertone-Clips"));
        }

        Use(app, new KeyGuard(settings.Keys).Invoke);
        if (settings.RequestsPerMinute > 0) UseLimits(app, settings.RequestsPerMinute);
        app.UseRouting();
        app.MapUndertone("", settings.Web);
        app.MapPrometheusScrapingEndpoint("/metrics");
        ApiDescription.Map(app);
        app.MapFallback(_ => throw new RefusedException(
            StatusCodes.Status404NotFound, "no-such-endpoint", "There is nothing at this address."));
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, ServeSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Listen(new IPEndPoint(settings.Address, settings.Port), listen =>
        {
            if (settings.Certificate is not { } certificate) return;
            listen.UseHttps(certificate, tls => tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
        });
    }

    private static void UseLimits(WebApplication app, int requestsPerMinute)
    {
        var limiter = ClientLimits.Of(requestsPerMinute);
        app.Lifetime.ApplicationStopped.Register(limiter.Dispose);
        Use(app, async (context, next) =>
        {
            using var lease = limiter.AttemptAcquire(context);
            if (!lease.IsAcquired) throw ClientLimits.Refuse(context, lease);
            await next(context);
        });
    }

    private static void Use(WebApplication app, Func<HttpContext, RequestDelegate, Task> guard) =>
        app.Use(next => context => guard(context, next));
}
