namespace Undertone.Serve.Tests.Deploy;

/// <summary>What Prometheus is started with, with the keys of its documentation that are used here.</summary>
internal sealed record PrometheusFile
{
    public required PrometheusGlobal Global { get; set; }
    public required List<ScrapeJob> ScrapeConfigs { get; set; }
}

internal sealed record PrometheusGlobal
{
    public required string ScrapeInterval { get; set; }
}

internal sealed record ScrapeJob
{
    public required string JobName { get; set; }
    public string MetricsPath { get; set; } = "/metrics";
    public Dictionary<string, List<string>> Params { get; set; } = [];
    public ScrapeAuthorization? Authorization { get; set; }
    public List<ScrapeTargets> StaticConfigs { get; set; } = [];
    public List<ScrapeNames> DnsSdConfigs { get; set; } = [];
}

internal sealed record ScrapeAuthorization
{
    public required string CredentialsFile { get; set; }
}

internal sealed record ScrapeTargets
{
    public required List<string> Targets { get; set; }
}

internal sealed record ScrapeNames
{
    public required List<string> Names { get; set; }
    public required string Type { get; set; }
    public required int Port { get; set; }
    public required string RefreshInterval { get; set; }
}

/// <summary>Where Grafana finds data.</summary>
internal sealed record GrafanaSources
{
    public required int ApiVersion { get; set; }
    public required List<GrafanaSource> Datasources { get; set; }
}

internal sealed record GrafanaSource
{
    public required string Name { get; set; }
    public required string Uid { get; set; }
    public required string Type { get; set; }
    public required string Access { get; set; }
    public required string Url { get; set; }
    public bool IsDefault { get; set; }
    public bool Editable { get; set; }
}

/// <summary>Where Grafana finds dashboards.</summary>
internal sealed record GrafanaDashboards
{
    public required int ApiVersion { get; set; }
    public required List<GrafanaProvider> Providers { get; set; }
}

internal sealed record GrafanaProvider
{
    public required string Name { get; set; }
    public required string Type { get; set; }
    public bool DisableDeletion { get; set; }
    public bool AllowUiUpdates { get; set; }
    public required GrafanaFolder Options { get; set; }
}

internal sealed record GrafanaFolder
{
    public required string Path { get; set; }
}
