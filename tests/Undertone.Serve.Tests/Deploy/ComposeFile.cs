using YamlDotNet.Serialization;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>A file of Compose, with the keys of its specification that are used here.</summary>
internal sealed record ComposeFile
{
    public required string Name { get; set; }

    [YamlMember(Alias = "x-hardened", ApplyNamingConventions = false)]
    public ComposeService? Hardened { get; set; }

    [YamlMember(Alias = "x-undertone", ApplyNamingConventions = false)]
    public ComposeService? Undertone { get; set; }

    public required Dictionary<string, ComposeService> Services { get; set; }
    public required Dictionary<string, ComposeNetwork?> Networks { get; set; }
    public required Dictionary<string, object?> Volumes { get; set; }
    public required Dictionary<string, ComposeSecret> Secrets { get; set; }

    public static ComposeFile Read(string text) => DeployFolder.Read<ComposeFile>(text, underscored: true);
}

/// <summary>A service of it.</summary>
internal sealed record ComposeService
{
    public List<string> Profiles { get; set; } = [];
    public string Image { get; set; } = "";
    public ComposeBuild? Build { get; set; }
    public string? Hostname { get; set; }
    public string User { get; set; } = "";
    public List<string> Command { get; set; } = [];
    public Dictionary<string, string> Environment { get; set; } = [];
    public Dictionary<string, ComposeDependency> DependsOn { get; set; } = [];
    public List<string> Secrets { get; set; } = [];
    public List<string> Ports { get; set; } = [];
    public List<string> Networks { get; set; } = [];
    public List<string> Tmpfs { get; set; } = [];
    public List<ComposeMount> Volumes { get; set; } = [];
    public ComposeHealth? Healthcheck { get; set; }
    public string StopGracePeriod { get; set; } = "10s";
    public string Restart { get; set; } = "no";
    public bool ReadOnly { get; set; }
    public List<string> CapDrop { get; set; } = [];
    public List<string> SecurityOpt { get; set; } = [];
    public ComposeDeploy? Deploy { get; set; }
}

internal sealed record ComposeBuild
{
    public required string Context { get; set; }
    public required string Dockerfile { get; set; }
}

internal sealed record ComposeDependency
{
    public required string Condition { get; set; }
}

internal sealed record ComposeMount
{
    public required string Type { get; set; }
    public required string Source { get; set; }
    public required string Target { get; set; }
    public bool ReadOnly { get; set; }
}

internal sealed record ComposeHealth
{
    public required List<string> Test { get; set; }
    public required string Interval { get; set; }
    public required string Timeout { get; set; }
    public required int Retries { get; set; }
    public required string StartPeriod { get; set; }
}

internal sealed record ComposeDeploy
{
    public int Replicas { get; set; } = 1;
    public required ComposeResources Resources { get; set; }
}

internal sealed record ComposeResources
{
    public required ComposeLimits Limits { get; set; }
}

internal sealed record ComposeLimits
{
    public required string Cpus { get; set; }
    public required string Memory { get; set; }
    public required int Pids { get; set; }
}

internal sealed record ComposeNetwork
{
    public bool Internal { get; set; }
}

internal sealed record ComposeSecret
{
    public required string File { get; set; }
}
