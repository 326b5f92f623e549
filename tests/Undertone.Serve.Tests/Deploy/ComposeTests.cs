using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>The file of Compose says what Compose takes and the program takes, holds no password and gives few rights.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Text = DeployFolder.Text("compose.yaml");
    private static readonly ComposeFile File = ComposeFile.Read(Text);

    public static TheoryData<string> Services() => [.. File.Services.Keys];

    [Fact]
    public void All_services_are_there()
    {
        File.Services.Keys.ShouldBe(["serve", "worker", "rabbitmq", "postgres", "prometheus", "grafana"]);
        File.Services.Where(s => s.Value.Profiles.Count == 0).Select(s => s.Key).ShouldBe(["serve", "worker", "rabbitmq", "postgres"]);
        File.Services.Values.SelectMany(s => s.Profiles).Distinct().ShouldBe(["monitoring"]);
    }

    [Theory]
    [InlineData("stop_grace_period:", "stop_grace:")]
    [InlineData("healthcheck:", "health_check:")]
    [InlineData("replicas: 2", "replicas: two")]
    [InlineData("condition: service_healthy", "conditions: service_healthy")]
    [InlineData("read_only: true", "readonly: true")]
    [InlineData("        target: /recordings\n", "")]
    [InlineData("  worker:\n", "  serve:\n")]
    public void What_is_no_key_or_no_value_is_refused(string right, string wrong)
    {
        Text.ShouldContain(right);
        Should.Throw<YamlException>(() => ComposeFile.Read(Text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_container_has_limits_and_few_rights(string name)
    {
        var service = File.Services[name];
        service.ReadOnly.ShouldBeTrue();
        service.CapDrop.ShouldBe(["ALL"]);
        service.SecurityOpt.ShouldBe(["no-new-privileges:true"]);
        service.User.ShouldMatch(@"^[1-9]\d*:\d+$");
        service.Restart.ShouldBe("unless-stopped");
        // A version, and no word that is another one tomorrow.
        service.Image.ShouldMatch(@"^[a-z/]+:v?\d+(\.\d+)+(-[a-z]+)?$");
        var limits = service.Deploy!.Resources.Limits;
        decimal.Parse(limits.Cpus, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        Bytes(limits.Memory).ShouldBeGreaterThan(0);
        limits.Pids.ShouldBeGreaterThan(0);
        service.Tmpfs.ShouldContain(t => t.StartsWith("/tmp:", StringComparison.Ordinal));
        service.Tmpfs.Sum(t => Bytes(Tmpfs().Match(t).Groups[1].Value)).ShouldBeLessThan(Bytes(limits.Memory));
        // Nobody outside this machine reaches it.
        service.Ports.ShouldAllBe(p => p.StartsWith("127.0.0.1:", StringComparison.Ordinal));
        service.Ports.Count.ShouldBe(service.Networks.Contains("front") ? 1 : 0);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_it_names_is_there(string name)
    {
        var service = File.Services[name];
        service.Networks.ShouldNotBeEmpty();
        service.Networks.ShouldBeSubsetOf(File.Networks.Keys);
        service.Secrets.ShouldBeSubsetOf(File.Secrets.Keys);
        foreach (var (other, dependency) in service.DependsOn)
        {
            dependency.Condition.ShouldBe("service_healthy");
            File.Services[other].Healthcheck.ShouldNotBeNull(other);
        }

        foreach (var mount in service.Volumes)
        {
            if (mount.Type == "volume") File.Volumes.ShouldContainKey(mount.Source);
            else mount.ReadOnly.ShouldBeTrue(mount.Source);
            mount.Type.ShouldBeOneOf("volume", "bind");
            if (mount.Source.StartsWith("./", StringComparison.Ordinal))
                Path.Exists(DeployFolder.Of(mount.Source[2..].Split('/'))).ShouldBeTrue(mount.Source);
        }

        // All but those without any program to ask with.
        if (service.Build is null) service.Healthcheck!.Test[0].ShouldBe("CMD");
    }

    [Fact]
    public void Nothing_is_declared_that_nobody_uses()
    {
        File.Volumes.Keys.ShouldBe(File.Services.Values.SelectMany(s => s.Volumes).Where(v => v.Type == "volume").Select(v => v.Source));
        File.Secrets.Keys.ShouldBe(File.Services.Values.SelectMany(s => s.Secrets), ignoreOrder: true);
        File.Networks["back"]!.Internal.ShouldBeTrue();
    }

    [Fact]
    public void Passwords_come_from_outside_and_have_to_be_given()
    {
        var told = DeployFolder.Text(".env.example").Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal) && l[0] != '#')
            .ToDictionary(l => l.Split('=')[0], l => l.Split('=', 2)[1]);
        foreach (var (name, value) in File.Services.Values.SelectMany(s => s.Environment).Where(e => Secret().IsMatch(e.Key)))
        {
            // A file, or a variable without which nothing is started.
            if (name.EndsWith("_FILE", StringComparison.Ordinal)) value.ShouldStartWith("/run/secrets/");
            else value.ShouldMatch(@"^\$\{[A-Z_]+:\?[^}]+\}$", name);
        }

        foreach (Match variable in Variables().Matches(Text))
        {
            told.ShouldContainKey(variable.Groups["name"].Value);
            // The one that may be left out is no password.
            if (variable.Groups["name"].Value.EndsWith("PASSWORD", StringComparison.Ordinal)) variable.Groups["kind"].Value.ShouldBe(":?");
        }

        told.Keys.ShouldBe(Variables().Matches(Text).Select(v => v.Groups["name"].Value).Distinct(), ignoreOrder: true);
        told.Where(t => t.Key.EndsWith("PASSWORD", StringComparison.Ordinal)).ShouldAllBe(t => t.Value.Length == 0);
        var addresses = File.Services.Values.SelectMany(s => s.Environment.Values).Where(v => v.Contains("://", StringComparison.Ordinal));
        foreach (var address in addresses)
            address.ShouldMatch(@"^amqp://undertone:\$\{BROKER_PASSWORD:\?[^}]+\}@rabbitmq/$");
        // And none of it is put into the history.
        var ignored = DeployFolder.Text(".gitignore").Split('\n');
        ignored.ShouldContain("/.env");
        foreach (var secret in File.Secrets)
            secret.Value.File.ShouldBe($"./secrets/{secret.Key}");
        ignored.ShouldContain("/secrets/");
    }

    [Fact]
    public void The_image_is_the_one_of_the_container_file()
    {
        foreach (var service in new[] { File.Services["serve"], File.Services["worker"] })
        {
            Path.GetFullPath(DeployFolder.Of(service.Build!.Context)).ShouldBe(Path.GetFullPath(Repository.Root));
            System.IO.File.Exists(Repository.Of(service.Build.Dockerfile.Split('/'))).ShouldBeTrue();
            service.User.ShouldBe(FormattableString.Invariant($"{ContainerFile.User}:{ContainerFile.User}"));
            var image = Manifests.Kustomization.Images.Single();
            service.Image.ShouldBe($"{image.NewName}:{image.NewTag}");
            service.Environment.Keys.ShouldBeSubsetOf(ContainerWords.Variables);
        }
    }

    [Fact]
    public void The_service_takes_its_words()
    {
        var service = File.Services["serve"];
        var settings = ContainerWords.Serve(service.Command);
        settings.Address.ShouldBe(IPAddress.Any);
        service.Ports.ShouldBe([FormattableString.Invariant($"127.0.0.1:{settings.Port}:{settings.Port}")]);
        settings.AllowedHosts.ShouldBe(["serve"]);
        ContainerWords.Value(service.Command, "--api-key-file").ShouldBe("/run/secrets/" + service.Secrets.Single());
        ShouldBeOurDatabase(ContainerWords.Value(service.Command, "--database"));
        Seconds(service.StopGracePeriod).ShouldBeGreaterThan(settings.ShutdownTimeout.TotalSeconds);
        var limits = service.Deploy!.Resources.Limits;
        var uploads = settings.Web.MaxUploadBytes * (settings.Web.MaxQueue + int.Parse(limits.Cpus, CultureInfo.InvariantCulture));
        Bytes(Tmpfs().Match(service.Tmpfs.Single()).Groups[1].Value).ShouldBeGreaterThanOrEqualTo(uploads);
    }

    [Fact]
    public void The_worker_takes_its_words()
    {
        var service = File.Services["worker"];
        var (settings, metrics) = ContainerWords.Worker(service.Command);
        settings.Allowed.ShouldBe(service.Volumes.Select(v => v.Target));
        metrics.Address.ShouldBe(IPAddress.Any);
        ShouldBeOurDatabase(service.Environment["UNDERTONE_DATABASE"]);
        Seconds(service.StopGracePeriod).ShouldBeGreaterThan(settings.DrainTime.TotalSeconds);
        var limits = service.Deploy!.Resources.Limits;
        settings.Prefetch.ShouldBe(int.Parse(limits.Cpus, CultureInfo.InvariantCulture));
        Bytes(limits.Memory).ShouldBeGreaterThan(2 * settings.Prefetch!.Value * settings.MaxBytes);
        service.Deploy.Replicas.ShouldBe(2);
        // Who the broker knows is who the worker says it is.
        var (broker, known) = (service.Environment["UNDERTONE_BROKER"], File.Services["rabbitmq"].Environment);
        broker.ShouldStartWith($"amqp://{known["RABBITMQ_DEFAULT_USER"]}:{known["RABBITMQ_DEFAULT_PASS"]}@");
    }

    [Fact]
    public void Prometheus_asks_the_services_that_are_there()
    {
        var file = DeployFolder.Read<PrometheusFile>(DeployFolder.Text("prometheus", "prometheus.yml"), underscored: true);
        file.ScrapeConfigs.Select(j => j.JobName).ShouldBe(["serve", "worker", "rabbitmq"]);
        foreach (var host in file.ScrapeConfigs.SelectMany(j => j.StaticConfigs).SelectMany(s => s.Targets).Select(t => t.Split(':')[0])
            .Concat(file.ScrapeConfigs.SelectMany(j => j.DnsSdConfigs).SelectMany(d => d.Names)))
        {
            File.Services[host].Networks.Intersect(File.Services["prometheus"].Networks).ShouldNotBeEmpty();
        }

        var serve = ContainerWords.Serve(File.Services["serve"].Command);
        file.ScrapeConfigs[0].StaticConfigs.Single().Targets.ShouldBe(
            [FormattableString.Invariant($"{serve.AllowedHosts.Single()}:{serve.Port}")]);
        file.ScrapeConfigs[0].Authorization!.CredentialsFile.ShouldBe("/run/secrets/" + File.Services["prometheus"].Secrets.Single());
        var (_, metrics) = ContainerWords.Worker(File.Services["worker"].Command);
        var workers = file.ScrapeConfigs[1].DnsSdConfigs.Single();
        (workers.Type, workers.Port).ShouldBe(("A", metrics.Port));
        var config = File.Services["prometheus"].Command[0];
        config.ShouldBe("--config.file=" + File.Services["prometheus"].Volumes.Single(v => v.Type == "bind").Target);
    }

    [Fact]
    public void Grafana_finds_the_data_and_the_dashboard()
    {
        var source = DeployFolder.Read<GrafanaSources>(
            DeployFolder.Text("grafana", "provisioning", "datasources", "prometheus.yaml")).Datasources.Single();
        var address = new Uri(source.Url);
        (source.Type, source.IsDefault, address.Port).ShouldBe(("prometheus", true, 9090));
        File.Services.ShouldContainKey(address.Host);
        var folder = DeployFolder.Read<GrafanaDashboards>(
            DeployFolder.Text("grafana", "provisioning", "dashboards", "undertone.yaml")).Providers.Single().Options.Path;
        var mounts = File.Services["grafana"].Volumes;
        mounts.Single(m => m.Source.EndsWith(".json", StringComparison.Ordinal)).Target.ShouldStartWith(folder + "/");
        mounts.ShouldContain(m => m.Target == "/etc/grafana/provisioning");
    }

    private static void ShouldBeOurDatabase(string connection)
    {
        ContainerWords.ShouldBeDatabase(connection);
        var read = new Npgsql.NpgsqlConnectionStringBuilder(connection);
        var known = File.Services[read.Host!].Environment;
        (read.Username, read.Database).ShouldBe((known["POSTGRES_USER"], known["POSTGRES_DB"]));
    }

    private static double Seconds(string text) => double.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture);

    private static long Bytes(string text) =>
        long.Parse(text[..^1], CultureInfo.InvariantCulture) << (char.ToUpperInvariant(text[^1]) switch { 'M' => 20, 'G' => 30, _ => 99 });

    [GeneratedRegex("PASS|SECRET|TOKEN")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(?<kind>:[?-])[^}]+\}")]
    private static partial Regex Variables();

    [GeneratedRegex(":size=([^,]+),mode=1777$")]
    private static partial Regex Tmpfs();
}
