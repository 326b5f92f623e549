using k8s;
using k8s.Models;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>A kind that KEDA or the Prometheus Operator adds, with the keys of their documentation that are used here.</summary>
internal abstract class OtherKind<T> : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public V1ObjectMeta Metadata { get; set; } = new();
    public required T Spec { get; set; }
}

internal sealed class TriggerAuthentication : OtherKind<TriggerAuthenticationSpec>;

internal sealed record TriggerAuthenticationSpec
{
    public required List<SecretTarget> SecretTargetRef { get; set; }
}

internal sealed record SecretTarget
{
    public required string Parameter { get; set; }
    public required string Name { get; set; }
    public required string Key { get; set; }
}

internal sealed class ScaledObject : OtherKind<ScaledObjectSpec>;

internal sealed record ScaledObjectSpec
{
    public required ScaleTarget ScaleTargetRef { get; set; }
    public int PollingInterval { get; set; } = 30;
    public int MinReplicaCount { get; set; }
    public int MaxReplicaCount { get; set; } = 100;
    public ScaleFallback? Fallback { get; set; }
    public ScaleAdvanced? Advanced { get; set; }
    public required List<ScaleTrigger> Triggers { get; set; }
}

internal sealed record ScaleTarget
{
    public string ApiVersion { get; set; } = "apps/v1";
    public string Kind { get; set; } = "Deployment";
    public required string Name { get; set; }
}

internal sealed record ScaleFallback
{
    public required int FailureThreshold { get; set; }
    public required int Replicas { get; set; }
    public string Behavior { get; set; } = "static";
}

internal sealed record ScaleAdvanced
{
    public bool RestoreToOriginalReplicaCount { get; set; }
    public AutoscalerConfig? HorizontalPodAutoscalerConfig { get; set; }
}

internal sealed record AutoscalerConfig
{
    public V2HorizontalPodAutoscalerBehavior? Behavior { get; set; }
}

internal sealed record ScaleTrigger
{
    public required string Type { get; set; }
    public required RabbitTrigger Metadata { get; set; }
    public required AuthenticationName AuthenticationRef { get; set; }
}

/// <summary>What a trigger of the type <c>rabbitmq</c> is told: all of it texts.</summary>
internal sealed record RabbitTrigger
{
    public string Protocol { get; set; } = "auto";
    public required string QueueName { get; set; }
    public required string Mode { get; set; }
    public required string Value { get; set; }
    public string? ActivationValue { get; set; }
    public string? VhostName { get; set; }
    public string? ExcludeUnacknowledged { get; set; }
}

internal sealed record AuthenticationName
{
    public required string Name { get; set; }
}

internal sealed class PodMonitor : OtherKind<PodMonitorSpec>;

internal sealed record PodMonitorSpec
{
    public required V1LabelSelector Selector { get; set; }
    public required List<PodMetricsEndpoint> PodMetricsEndpoints { get; set; }
}

internal sealed record PodMetricsEndpoint
{
    public required string Port { get; set; }
    public required string Path { get; set; }
    public string? Interval { get; set; }
    public EndpointAuthorization? Authorization { get; set; }
}

internal sealed record EndpointAuthorization
{
    public string Type { get; set; } = "Bearer";
    public required V1SecretKeySelector Credentials { get; set; }
}

/// <summary>A file <c>kustomization.yaml</c>.</summary>
internal sealed record Kustomization
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required string Namespace { get; set; }
    public required List<KustomizeLabels> Labels { get; set; }
    public required List<KustomizeImage> Images { get; set; }
    public required List<string> Resources { get; set; }
}

internal sealed record KustomizeLabels
{
    public required Dictionary<string, string> Pairs { get; set; }
}

internal sealed record KustomizeImage
{
    public required string Name { get; set; }
    public required string NewName { get; set; }
    public required string NewTag { get; set; }
}
