using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Undertone.Fleet.Queues;
using Undertone.Recognition.Inference;
using Undertone.Serve.Queues;
using Undertone.Web;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>The measurements that a service and a worker give out once they have something to measure, each with its labels.</summary>
internal static partial class MetricNames
{
    /// <summary>What the broker gives out of its queues at <c>/metrics/detailed?family=queue_coarse_metrics</c>.</summary>
    private static readonly string[] OfTheBroker = ["rabbitmq_detailed_queue_messages_ready", "rabbitmq_detailed_queue_messages_unacked"];

    // Those that Prometheus gives to all that it asks.
    private static readonly string[] OfPrometheus = ["job", "instance"];

    /// <summary>All names with the labels that they were given out with.</summary>
    public static async Task<Dictionary<string, HashSet<string>>> All()
    {
        var settings = Service.Standard with { Web = new UndertoneWebOptions { MaxStreams = 0 } };
        await using var service = await Service.Start(settings);
        await using var worker = await MetricsHost.Start(new IPEndPoint(IPAddress.Loopback, 0));
        using var answer = await service.Send(HttpMethod.Post, "/v1/predict");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await service.Upgrade();
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var metrics = Measure();
        var names = OfTheBroker.ToDictionary(n => n, _ => new HashSet<string>(["queue", "vhost", .. OfPrometheus]));
        foreach (var address in new[] { service.Client.BaseAddress!, new Uri(worker.Urls.Single()) })
        {
            foreach (Match line in Lines().Matches(await service.Client.GetStringAsync(new Uri(address, "/metrics"))))
            {
                var labels = Labels().Matches(line.Groups["labels"].Value).Select(l => l.Groups[1].Value);
                names.TryAdd(line.Groups["name"].Value, [.. OfPrometheus]);
                names[line.Groups["name"].Value].UnionWith(labels);
            }
        }

        return names;
    }

    /// <summary>What a worker measures of two messages, without a broker.</summary>
    private static QueueWorkerMetrics Measure()
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        var metrics = Create();
        Taken(metrics, true);
        Answered(metrics, recognizer.PredictFiles([Service.Clip]).Single().Prediction!);
        Acknowledged(metrics, TimeSpan.FromSeconds(1));
        Failed(metrics, "url");
        LetGo(metrics);
        return metrics;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern QueueWorkerMetrics Create();

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void Taken(QueueWorkerMetrics metrics, bool redelivered);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void Answered(QueueWorkerMetrics metrics, EmotionPrediction answer);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void Acknowledged(QueueWorkerMetrics metrics, TimeSpan time);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void Failed(QueueWorkerMetrics metrics, string reason);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void LetGo(QueueWorkerMetrics metrics);

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\{(?<labels>.*)\})? [-+0-9.eE]+", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex(@"(?<![^,])([a-zA-Z_]+)=""")]
    private static partial Regex Labels();
}
