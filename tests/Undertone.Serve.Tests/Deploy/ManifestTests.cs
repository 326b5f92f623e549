using System.Globalization;
using System.Net;
using k8s.Models;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Serve.Queues;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>The documents of Kubernetes say what Kubernetes takes, what the program takes, and the same of each other.</summary>
public sealed class ManifestTests
{
    private const string Image = "undertone";
    private static readonly Manifests All = Manifests.Whole;

    public static TheoryData<string> Deployments() => [.. All.Deployments.Select(d => d.Metadata.Name)];

    [Fact]
    public void All_kinds_are_there() => All.All.Select(o => $"{o.Kind} {o.Metadata.Name}").ShouldBe(
        [
            "Namespace undertone", "ConfigMap undertone", "Secret undertone", "Deployment undertone-serve", "Service undertone-serve",
            "HorizontalPodAutoscaler undertone-serve", "PodDisruptionBudget undertone-serve", "NetworkPolicy undertone-serve",
            "PodMonitor undertone-serve", "Deployment undertone-worker", "ScaledObject undertone-worker",
            "TriggerAuthentication undertone-worker", "NetworkPolicy undertone-worker", "PodMonitor undertone-worker",
        ],
        ignoreOrder: true);

    [Theory]
    [InlineData("serve-deployment.yaml", "readinessProbe:", "readynessProbe:")]
    [InlineData("serve-deployment.yaml", "containerPort: 8080", "containerPort: http")]
    [InlineData("serve-deployment.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: often")]
    [InlineData("serve-autoscaler.yaml", "maxReplicas: 10", "maxReplicas: ten")]
    [InlineData("serve-disruption-budget.yaml", "selector:", "selectors:")]
    [InlineData("network-policies.yaml", "podSelector:", "podSelectors:")]
    [InlineData("worker-autoscaler.yaml", "pollingInterval:", "pollInterval:")]
    [InlineData("worker-autoscaler.yaml", "queueName:", "queue:")]
    [InlineData("worker-autoscaler.yaml", "stabilizationWindowSeconds:", "stabilisationWindowSeconds:")]
    [InlineData("monitoring.yaml", "path:", "paths:")]
    public void What_is_no_key_or_no_value_is_refused(string file, string right, string wrong)
    {
        var text = Manifests.TextOf(file);
        text.ShouldContain(right);
        Should.Throw<Exception>(() => Manifests.Read(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public void Everything_but_examples_is_applied()
    {
        var kustomization = Manifests.Kustomization;
        kustomization.Resources.ShouldBe(Manifests.Files.Except(Manifests.Apart), ignoreOrder: true);
        kustomization.Namespace.ShouldBe(All.Of<V1Namespace>().Single().Metadata.Name);
        kustomization.Images.Select(i => i.Name).ShouldBe([Image]);
        kustomization.Images[0].NewTag.ShouldMatch(@"^\d+\.\d+\.\d+");
        // Those that are applied by themselves say where.
        foreach (var manifest in Manifests.Apart.SelectMany(f => Manifests.Read(Manifests.TextOf(f))))
            manifest.Metadata.NamespaceProperty.ShouldBe(kustomization.Namespace);
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void A_container_has_limits_probes_and_few_rights(string name)
    {
        var pod = All.Named<V1Deployment>(name).Spec.Template.Spec;
        pod.AutomountServiceAccountToken.ShouldBe(false);
        pod.HostNetwork.ShouldBeNull();
        pod.SecurityContext.RunAsNonRoot.ShouldBe(true);
        pod.SecurityContext.RunAsUser.ShouldBe(ContainerFile.User);
        pod.SecurityContext.SeccompProfile.Type.ShouldBe("RuntimeDefault");
        pod.InitContainers.ShouldBeNull();
        var container = pod.Containers.Single();
        container.Image.ShouldBe(Image);
        container.Command.ShouldBeNull("the image starts the program");
        container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false);
        container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true);
        container.SecurityContext.Privileged.ShouldBeNull();
        container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
        container.SecurityContext.Capabilities.Add.ShouldBeNull();
        foreach (var resource in new[] { "cpu", "memory", "ephemeral-storage" })
        {
            var (least, most) = (container.Resources.Requests[resource].ToDecimal(), container.Resources.Limits[resource].ToDecimal());
            least.ShouldBeGreaterThan(0);
            most.ShouldBeGreaterThanOrEqualTo(least);
        }

        foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe })
        {
            probe.HttpGet.Path.ShouldNotBeNullOrEmpty();
            container.Ports.Select(p => p.Name).ShouldContain(probe.HttpGet.Port.Value);
        }

        // What is written goes to /tmp, which has a largest size; all other volumes are mounted to be read.
        foreach (var mount in container.VolumeMounts)
        {
            var volume = pod.Volumes.Single(v => v.Name == mount.Name);
            if (mount.MountPath == "/tmp") volume.EmptyDir.SizeLimit.ToDecimal().ShouldBeGreaterThan(0);
            else mount.ReadOnlyProperty.ShouldBe(true, mount.MountPath);
        }

        container.VolumeMounts.ShouldContain(m => m.MountPath == "/tmp");
        pod.Volumes.Select(v => v.Name).ShouldBe(container.VolumeMounts.Select(m => m.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void A_selector_selects_the_pods_that_are_made(string name)
    {
        var deployment = All.Named<V1Deployment>(name);
        All.SelectedBy(deployment.Spec.Selector.MatchLabels).ShouldBeSameAs(deployment);
        deployment.Spec.Replicas.ShouldBeNull("the autoscaler says how many there are");
        foreach (var spread in deployment.Spec.Template.Spec.TopologySpreadConstraints ?? [])
            All.SelectedBy(spread.LabelSelector.MatchLabels).ShouldBeSameAs(deployment);
        All.Named<V1NetworkPolicy>(name).Spec.Ingress.Single().Ports.Single().Port.Value
            .ShouldBe(deployment.Spec.Template.Spec.Containers.Single().Ports.Single().Name);
        All.SelectedBy(All.Named<V1NetworkPolicy>(name).Spec.PodSelector.MatchLabels).ShouldBeSameAs(deployment);
        var monitor = All.Named<PodMonitor>(name).Spec;
        All.SelectedBy(monitor.Selector.MatchLabels).ShouldBeSameAs(deployment);
        monitor.PodMetricsEndpoints.Single().Port.ShouldBe(deployment.Spec.Template.Spec.Containers.Single().Ports.Single().Name);
    }

    [Fact]
    public void The_service_its_budget_and_its_autoscaler_are_of_the_service()
    {
        var deployment = All.Named<V1Deployment>("undertone-serve");
        var service = All.Of<V1Service>().Single();
        All.SelectedBy(service.Spec.Selector).ShouldBeSameAs(deployment);
        deployment.Spec.Template.Spec.Containers.Single().Ports.Select(p => p.Name)
            .ShouldContain(service.Spec.Ports.Single().TargetPort.Value);
        All.SelectedBy(All.Of<V1PodDisruptionBudget>().Single().Spec.Selector.MatchLabels).ShouldBeSameAs(deployment);
        var scaler = All.Of<V2HorizontalPodAutoscaler>().Single().Spec;
        (scaler.ScaleTargetRef.ApiVersion, scaler.ScaleTargetRef.Kind, scaler.ScaleTargetRef.Name)
            .ShouldBe((deployment.ApiVersion, deployment.Kind, deployment.Metadata.Name));
        // One may be away, and another one answers.
        scaler.MinReplicas!.Value.ShouldBeGreaterThan(1);
        scaler.MaxReplicas.ShouldBeGreaterThan(scaler.MinReplicas.Value);
        var metric = scaler.Metrics.Single();
        (metric.Type, metric.Resource.Name, metric.Resource.Target.Type).ShouldBe(("Resource", "cpu", "Utilization"));
        deployment.Spec.Template.Spec.Containers.Single().Resources.Requests.ShouldContainKey("cpu");
    }

    [Fact]
    public void Workers_are_as_many_as_the_length_of_their_queue_asks_for()
    {
        var scaled = All.Of<ScaledObject>().Single().Spec;
        var deployment = All.Named<V1Deployment>(scaled.ScaleTargetRef.Name);
        (scaled.ScaleTargetRef.ApiVersion, scaled.ScaleTargetRef.Kind).ShouldBe((deployment.ApiVersion, deployment.Kind));
        scaled.MaxReplicaCount.ShouldBeGreaterThan(scaled.MinReplicaCount);
        scaled.Fallback!.Behavior.ShouldBeOneOf("static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower");
        var trigger = scaled.Triggers.Single();
        (trigger.Type, trigger.Metadata.Mode, trigger.Metadata.Protocol).ShouldBe(("rabbitmq", "QueueLength", "amqp"));
        var args = deployment.Spec.Template.Spec.Containers.Single().Args;
        var (settings, _) = ContainerWords.Worker([.. args]);
        trigger.Metadata.QueueName.ShouldBe(settings.Queue);
        int.Parse(trigger.Metadata.Value, CultureInfo.InvariantCulture).ShouldBeGreaterThan(settings.Prefetch!.Value);
        var authentication = All.Named<TriggerAuthentication>(trigger.AuthenticationRef.Name).Spec.SecretTargetRef.Single();
        authentication.Parameter.ShouldBe("host");
        // The very broker of the workers.
        var broker = deployment.Spec.Template.Spec.Containers.Single().Env.Single(e => e.Name == QueueOptions.BrokerVariable)
            .ValueFrom.SecretKeyRef;
        (authentication.Name, authentication.Key).ShouldBe((broker.Name, broker.Key));
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Variables_are_those_that_the_program_reads_from_keys_that_are_there(string name)
    {
        var container = All.Named<V1Deployment>(name).Spec.Template.Spec.Containers.Single();
        foreach (var variable in container.Env)
        {
            ContainerWords.Variables.ShouldContain(variable.Name);
            variable.Value.ShouldBeNull("settings and secrets have places of their own");
            if (variable.ValueFrom.SecretKeyRef is { } secret) SecretKeys(secret.Name).ShouldContain(secret.Key);
            else if (variable.ValueFrom.ConfigMapKeyRef is { } map) All.Named<V1ConfigMap>(map.Name).Data.ShouldContainKey(map.Key);
            else variable.ValueFrom.ShouldBeNull("of no other kind");
        }

        container.EnvFrom.ShouldBeNull();
        ContainerWords.ShouldBeDatabase(All.Of<V1ConfigMap>().Single().Data["database"]);
    }

    [Fact]
    public void Npgsql_reads_the_variable_of_the_password() =>
        File.ReadAllBytes(typeof(Npgsql.NpgsqlConnection).Assembly.Location).AsSpan()
            .IndexOf(System.Text.Encoding.Unicode.GetBytes("PGPASSWORD")).ShouldBeGreaterThan(0);

    [Fact]
    public void The_service_takes_its_words()
    {
        var pod = All.Named<V1Deployment>("undertone-serve").Spec.Template.Spec;
        var container = pod.Containers.Single();
        var settings = ContainerWords.Serve([.. container.Args]);
        settings.Address.ShouldBe(IPAddress.Any);
        settings.Port.ShouldBe(container.Ports.Single().ContainerPort);
        settings.Keys.ShouldNotBeNull();
        settings.Web.Enrollment.ShouldBeFalse("a voice would be a file of one pod");
        settings.Web.Keep.ShouldBeNull();
        // By the names that clients in the cluster have for it.
        var (service, space) = (All.Of<V1Service>().Single().Metadata.Name, Manifests.Kustomization.Namespace);
        settings.AllowedHosts.ShouldBe([service, $"{service}.{space}", $"{service}.{space}.svc.cluster.local"]);
        // A variable of the container, and one that is no secret: a list of processes shows it.
        var database = container.Args.Single(a => a.StartsWith("--database=", StringComparison.Ordinal));
        container.Env.Single(e => database == $"--database=$({e.Name})").ValueFrom.ConfigMapKeyRef.ShouldNotBeNull();
        // The file of keys is one that is mounted.
        var file = ContainerWords.Value(container.Args, "--api-key-file");
        var mount = container.VolumeMounts.Single(m => Path.GetDirectoryName(file) == m.MountPath);
        var secret = pod.Volumes.Single(v => v.Name == mount.Name).Secret;
        var item = secret.Items.Single(i => i.Path == Path.GetFileName(file));
        SecretKeys(secret.SecretName).ShouldContain(item.Key);
        secret.DefaultMode.ShouldBe(Convert.ToInt32("440", 8));
        pod.SecurityContext.FsGroup.ShouldBe(ContainerFile.User);
        // All that may be received at a time has room.
        var uploads = settings.Web.MaxUploadBytes * (settings.Web.MaxQueue + (long)container.Resources.Limits["cpu"].ToDecimal());
        pod.Volumes.Single(v => v.EmptyDir is not null).EmptyDir.SizeLimit.ToDecimal().ShouldBeGreaterThanOrEqualTo(uploads);
        container.Resources.Limits["ephemeral-storage"].ToDecimal().ShouldBeGreaterThan(uploads);
        var pause = container.Lifecycle.PreStop.Sleep.Seconds;
        pod.TerminationGracePeriodSeconds!.Value.ShouldBeGreaterThan(pause + (long)settings.ShutdownTimeout.TotalSeconds);
    }

    [Fact]
    public void The_worker_takes_its_words()
    {
        var pod = All.Named<V1Deployment>("undertone-worker").Spec.Template.Spec;
        var container = pod.Containers.Single();
        var (settings, metrics) = ContainerWords.Worker([.. container.Args]);
        metrics.ShouldBe(new IPEndPoint(IPAddress.Any, container.Ports.Single().ContainerPort));
        pod.TerminationGracePeriodSeconds!.Value.ShouldBeGreaterThan((long)settings.DrainTime.TotalSeconds);
        // One message a processor, and memory for all that they may hold.
        settings.Prefetch.ShouldBe((int)container.Resources.Limits["cpu"].ToDecimal());
        container.Resources.Limits["memory"].ToDecimal().ShouldBeGreaterThan(2m * settings.Prefetch!.Value * settings.MaxBytes);
    }

    [Fact]
    public async Task What_is_asked_for_life_and_measurements_answers()
    {
        await using var service = await Service.Start();
        await using var worker = await MetricsHost.Start(new IPEndPoint(IPAddress.Loopback, 0));
        (string, Uri)[] programs = [("undertone-serve", service.Client.BaseAddress!), ("undertone-worker", new(worker.Urls.Single()))];
        foreach (var (name, address) in programs)
        {
            var container = All.Named<V1Deployment>(name).Spec.Template.Spec.Containers.Single();
            V1Probe[] probes = [container.StartupProbe, container.ReadinessProbe, container.LivenessProbe];
            foreach (var path in probes.Select(p => p.HttpGet.Path).Append(All.Named<PodMonitor>(name).Spec.PodMetricsEndpoints[0].Path))
            {
                using var answer = await service.Client.GetAsync(new Uri(address, path));
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{name}: {path}");
            }
        }
    }

    [Fact]
    public void The_example_of_the_secret_opens_nothing()
    {
        var secret = All.Of<V1Secret>().Single();
        secret.Data.ShouldBeNull();
        secret.StringData.Values.ShouldAllBe(v => v.Contains('<', StringComparison.Ordinal));
        var file = Path.GetTempFileName();
        File.WriteAllText(file, secret.StringData["api-keys"]);
        Should.Throw<BadInputException>(() => ApiKeys.Load(file));
        File.Delete(file);
        var credentials = All.Named<PodMonitor>("undertone-serve").Spec.PodMetricsEndpoints.Single().Authorization!.Credentials;
        credentials.Name.ShouldBe(secret.Metadata.Name);
        secret.StringData.Keys.ShouldContain(credentials.Key);
    }

    [KubectlFact]
    public async Task Kubectl_puts_them_together()
    {
        var text = await KubectlFactAttribute.Kustomize(DeployFolder.Of("kubernetes"));
        var built = Manifests.Read(text);
        var applied = Manifests.Kustomization.Resources.SelectMany(f => Manifests.Read(Manifests.TextOf(f)));
        built.Select(o => (o.Kind, o.Metadata.Name)).ShouldBe(applied.Select(o => (o.Kind, o.Metadata.Name)), ignoreOrder: true);
        var image = Manifests.Kustomization.Images.Single();
        foreach (var manifest in built)
        {
            if (manifest is not V1Namespace) manifest.Metadata.NamespaceProperty.ShouldBe(Manifests.Kustomization.Namespace);
            manifest.Metadata.Labels.ShouldContainKeyAndValue("app.kubernetes.io/part-of", "undertone");
            if (manifest is V1Deployment deployment)
                deployment.Spec.Template.Spec.Containers.Single().Image.ShouldBe($"{image.NewName}:{image.NewTag}");
        }
    }

    private static ICollection<string> SecretKeys(string name) => All.Named<V1Secret>(name).StringData.Keys;
}
