using System.Collections;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Undertone.Extensions.DependencyInjection;
using Undertone.Fleet.Queues;
using Undertone.Web.Metrics;

namespace Undertone.Serve;

/// <summary>What is measured, for Prometheus at <c>/metrics</c>, and for a collector where the environment names one.</summary>
internal static class Measuring
{
    /// <summary>The environment variable that names the collector.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Prefix = "OTEL_";

    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    /// <summary>Adds it to the services.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(UndertoneTelemetry.MeterName, UndertoneWebMetrics.MeterName, QueueWorkerMetrics.MeterName)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddView(InSeconds)
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 0));
        // The usual variables count, and no others: of the environment nothing else is read.
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(v => ((string)v.Key).StartsWith(Prefix, StringComparison.Ordinal))
            .Select(v => KeyValuePair.Create((string)v.Key, (string?)v.Value)).ToArray();
        builder.Configuration.AddInMemoryCollection(variables);
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        telemetry.WithTracing(traces => traces.AddSource(UndertoneTelemetry.ActivitySourceName)).UseOtlpExporter();
    }

    private static ExplicitBucketHistogramConfiguration? InSeconds(Instrument instrument) =>
        instrument.Unit == "s" ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds } : null;
}
