using k8s;
using k8s.Models;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>The documents of <c>deploy/kubernetes</c>, read strictly: an unknown key or a value of another type is refused.</summary>
internal sealed class Manifests
{
    /// <summary>What is applied by whoever wants it, and not with the others.</summary>
    public static readonly string[] Apart = ["monitoring.yaml", "secret.example.yaml"];

    private const string Folder = "kubernetes";

    private static readonly Dictionary<string, Type> Others = new()
    {
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(TriggerAuthentication),
        ["monitoring.coreos.com/v1/PodMonitor"] = typeof(PodMonitor),
    };

    private Manifests(IEnumerable<IKubernetesObject<V1ObjectMeta>> all) => All = [.. all];

    /// <summary>All of the folder.</summary>
    public static Manifests Whole { get; } = new(Files.SelectMany(f => Read(DeployFolder.Text(Folder, f))));

    /// <summary>The names of the files with documents.</summary>
    public static string[] Files =>
    [
        .. Directory.GetFiles(DeployFolder.Of(Folder), "*.yaml").Select(f => Path.GetFileName(f)).Where(f => f != "kustomization.yaml")
            .Order(StringComparer.Ordinal),
    ];

    public static Kustomization Kustomization => DeployFolder.Read<Kustomization>(DeployFolder.Text(Folder, "kustomization.yaml"));

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> All { get; }

    public IReadOnlyList<V1Deployment> Deployments => [.. Of<V1Deployment>()];

    /// <summary>Reads documents.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Read(string text) =>
        [.. KubernetesYaml.LoadAllFromString(text, Others, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    public static string TextOf(string file) => DeployFolder.Text(Folder, file);

    public IEnumerable<T> Of<T>() => All.OfType<T>();

    /// <summary>The one of a kind and name.</summary>
    public T Named<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => Of<T>().Single(o => o.Metadata.Name == name);

    /// <summary>The one Deployment whose pods have all labels of a selector.</summary>
    public V1Deployment SelectedBy(IDictionary<string, string> labels)
    {
        labels.ShouldNotBeEmpty();
        return Deployments.Single(d => labels.All(l => d.Spec.Template.Metadata.Labels.Contains(l)));
    }
}
