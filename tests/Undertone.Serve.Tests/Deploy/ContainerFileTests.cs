using System.Text.Json;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>The container file makes what the README makes, and leaves out what a service does not need.</summary>
public sealed partial class ContainerFileTests
{
    private const string Source = "/source/";
    private static readonly string Text = DeployFolder.Text("Dockerfile");
    private static readonly ContainerFile File = ContainerFile.Read(Text);

    [Fact]
    public void It_is_built_on_the_sdk_and_runs_on_a_chiselled_base_of_the_same_system()
    {
        File.Stages.Count.ShouldBe(2);
        File.Stages[0][0].Rest.ShouldBe("mcr.microsoft.com/dotnet/sdk:10.0-noble AS build");
        File.Stages[1][0].Rest.ShouldBe("mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled");
        // Nothing runs in there: it has no shell.
        File.Stages[1].ShouldNotContain(i => i.Keyword == "RUN");
    }

    [Fact]
    public void It_runs_as_somebody_without_rights()
    {
        var last = File.Stages[1].Last(i => i.Keyword is "USER").Rest;
        // APP_UID is an environment variable of the base.
        last.ShouldBe("$APP_UID");
        // What is run or read belongs to root, and can be changed by nobody.
        foreach (var copy in File.Stages[1].Where(i => i.Keyword == "COPY"))
            copy.Rest.ShouldMatch("--chown=0:0 --chmod=0(555|444) ");
    }

    [Fact]
    public void It_publishes_as_the_readme_says()
    {
        var stage = File.Stages[0];
        var run = stage.Single(i => i.Keyword == "RUN" && i.Rest.StartsWith("dotnet ", StringComparison.Ordinal)).Rest;
        var (name, value) = stage.Where(i => i.Keyword == "ARG").Select(i => i.Rest.Split('=')).Where(a => a.Length == 2)
            .Select(a => (a[0], a[1])).Single();
        var told = System.IO.File.ReadAllLines(Repository.Of("README.md"))
            .Single(l => l.StartsWith("dotnet publish", StringComparison.Ordinal) && l.Contains("PublishAot", StringComparison.Ordinal));
        run.Replace("${" + name + "}", value, StringComparison.Ordinal).ShouldBe(told);
    }

    [Fact]
    public void It_takes_both_programs_and_their_licences()
    {
        File.Stages[0].Single(i => i.Keyword == "WORKDIR").Rest.ShouldBe(Source.TrimEnd('/'));
        string[] programs = [.. new[] { typeof(Cli.CommandLine), typeof(ServeHost) }.Select(t => t.Assembly.GetName().Name!)];
        var copied = File.Stages[1].Where(i => i.Keyword == "COPY").ToArray();
        copied.ShouldAllBe(i => i.Rest.StartsWith("--from=build ", StringComparison.Ordinal));
        var (first, folder) = (copied[0].Words[..^1], copied[0].Words[^1]);
        first.ShouldBe(programs.Select(p => $"{Source}out/{p}"), ignoreOrder: true);
        foreach (var path in copied.Skip(1).SelectMany(c => c.Words[..^1]))
        {
            // The notices are published from the root; the others are not published.
            var at = path[Source.Length..].Replace("out/", "", StringComparison.Ordinal);
            System.IO.File.Exists(Repository.Of(at.Split('/'))).ShouldBeTrue(path);
        }

        var entry = File.Stages[1].Single(i => i.Keyword == "ENTRYPOINT").Rest;
        JsonSerializer.Deserialize<string[]>(entry)!.ShouldBe([folder + programs[1]]);
    }

    [Fact]
    public void It_fetches_nothing_but_packages()
    {
        Text.ShouldNotMatch(@"curl|wget|\bADD\b|https?://|latest");
        File.Stages.SelectMany(s => s).Where(i => i.Keyword == "RUN").Select(i => i.Words[0]).ShouldBe(["apt-get", "dotnet"]);
    }

    [Fact]
    public void Its_ports_are_those_that_the_manifests_name() =>
        File.Stages[1].Single(i => i.Keyword == "EXPOSE").Words.ShouldBe(
            Manifests.Whole.Deployments.SelectMany(d => d.Spec.Template.Spec.Containers).SelectMany(c => c.Ports)
                .Select(p => FormattableString.Invariant($"{p.ContainerPort}")),
            ignoreOrder: true);

    [Fact]
    public void What_projects_reach_for_is_sent_to_the_build()
    {
        var lines = DeployFolder.Text("Dockerfile.dockerignore").Split('\n').Where(l => l.Length > 0 && l[0] != '#').ToArray();
        lines[0].ShouldBe("*");
        lines.Skip(1).Where(l => l[0] != '!').ShouldBe(["**/bin", "**/obj"]);
        var sent = lines.Where(l => l[0] == '!').Select(l => l[1..]).ToArray();
        foreach (var path in sent) Path.Exists(Repository.Of(path.Split('/'))).ShouldBeTrue(path);
        var projects = Directory.GetFiles(Repository.Of("src"), "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".csproj" or ".props" or ".targets").ToArray();
        var named = projects.SelectMany(f => Reached().Matches(System.IO.File.ReadAllText(f)))
            .Select(m => m.Groups[1].Value).Distinct().ToArray();
        named.ShouldContain("models/*.undertone");
        foreach (var path in named)
            sent.ShouldContain(s => path == s || path.StartsWith(s + "/", StringComparison.Ordinal), path);
        string[] build = ["global.json", ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];
        build.ShouldBeSubsetOf(sent);
    }

    // From a project's folder to the root.
    [GeneratedRegex("\"\\.\\./\\.\\./([^\"]+)\"")]
    private static partial Regex Reached();
}
