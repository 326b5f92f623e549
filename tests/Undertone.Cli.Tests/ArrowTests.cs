using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Undertone.Cli.Tests;

/// <summary>The arrows of docs/architecture.md, read from the project files and the namespaces that the sources name.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Undertone.Sound"] = [],
        ["Undertone.Learning"] = [],
        ["Undertone.Recognition"] = ["Undertone.Sound", "Undertone.Learning"],
        ["Undertone.Web"] = ["Undertone.Recognition"],
        ["Undertone.Cli"] = ["Undertone.Recognition", "Undertone.Web"],
    };

    // A folder without a project holds sources that several link.
    public static TheoryData<string> Projects() =>
        [.. Directory.GetFiles(Repository.Of("src"), "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_reference_only_what_their_arrows_allow(string project)
    {
        var file = XDocument.Load(Repository.Of("src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        references.Except(Allowed[project]).ShouldBeEmpty($"project references of {project}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Sources_name_only_namespaces_below_their_arrows(string project)
    {
        var reachable = Reach(project).ToHashSet();
        var wrong = from line in Lines(Repository.Of("src", project))
                    from Match m in Regex.Matches(line.Text, @"\bUndertone\.(Sound|Learning|Recognition|Web|Cli)\b")
                    where !reachable.Contains(m.Value)
                    select $"{line.Place} names {m.Value}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Inference_carries_no_training_code()
    {
        var wrong = from line in Lines(Repository.Of("src", "Undertone.Recognition", "Inference"))
                    where Regex.IsMatch(line.Text, @"(\bRecognition\.|(?<![\w.]))(Corpora|Training|Evaluation)\.|using .*\.(Corpora|Training|Evaluation)(\.\w+)*;")
                    select line.Place + ": " + line.Text.Trim();
        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<string> Reach(string project) => Allowed[project].SelectMany(Reach).Append(project);

    private static IEnumerable<(string Place, string Text)> Lines(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from line in File.ReadLines(file).Select((text, number) => (Place: $"{Path.GetRelativePath(Repository.Root, file)}:{number + 1}", Text: text))
        where !line.Text.TrimStart().StartsWith("///", StringComparison.Ordinal)
        select line;
}
