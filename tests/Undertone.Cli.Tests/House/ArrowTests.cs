using System.Xml.Linq;

namespace Undertone.Cli.Tests.House;

/// <summary>The arrows of docs/architecture.md, read from the project files and from the compiled code.</summary>
public sealed class ArrowTests
{
    private static readonly HouseMap Map = HouseMap.Read();

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Undertone.Sound"] = [],
        ["Undertone.Learning"] = [],
        ["Undertone.Recognition"] = ["Undertone.Sound", "Undertone.Learning"],
        ["Undertone.Models.Base"] = ["Undertone.Recognition"],
        ["Undertone.Parquet"] = ["Undertone.Recognition"],
        ["Undertone.Onnx"] = ["Undertone.Recognition"],
        ["Undertone.Extensions.DependencyInjection"] = ["Undertone.Recognition"],
        ["Undertone.Extensions.AI"] = ["Undertone.Recognition"],
        ["Undertone.Interactive"] = ["Undertone.Recognition"],
        ["Undertone.Fleet"] = ["Undertone.Recognition"],
        ["Undertone.Web"] = ["Undertone.Extensions.DependencyInjection", "Undertone.Fleet"],
        ["Undertone.Cli"] = ["Undertone.Recognition", "Undertone.Models.Base", "Undertone.Parquet", "Undertone.Onnx"],
        ["Undertone.Serve"] = ["Undertone.Cli", "Undertone.Web"],
    };

    private static readonly Dictionary<string, string> Programs =
        new() { ["Undertone.Cli"] = "undertone", ["Undertone.Serve"] = "undertone-serve" };

    /// <summary>What a deployed recogniser carries: Inference sees these rooms and no others.</summary>
    private static readonly string[] SeenByInference = ["Files", "Emotions", "Recipes", "Hearing", "Encoders", "Features", "Inference"];

    public static TheoryData<string> Projects() =>
        [.. Directory.GetFiles(Repository.Of("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_reference_only_what_their_arrows_allow(string project)
    {
        var file = XDocument.Load(Repository.Of("src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        references.Except(Allowed[project]).ShouldBeEmpty($"project references of {project}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_type_stands_in_a_room_of_the_list_and_every_room_of_the_list_has_types(string project)
    {
        var types = TypesOf(project);
        types.Where(t => Map.PlaceOf(project, t) is null).ShouldBeEmpty("types outside the rooms of docs/architecture.md");
        var lived = types.Select(t => Map.PlaceOf(project, t)!).ToHashSet();
        var empty = Map.Places(project).Where(p => !lived.Any(l => l == p || l.StartsWith(p + ".", StringComparison.Ordinal)));
        empty.ShouldBeEmpty("rooms of docs/architecture.md without a type");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Types_refer_only_to_rooms_above_their_own(string project)
    {
        var wrong = from r in TypeReferences.Of(AssemblyFile(project))
                    let source = Map.PlaceOf(project, r.From)
                    let target = Map.PlaceOf(project, r.To)
                    where source is not null && target is not null && !Map.Allows(project, source, target)
                    group r.Where by $"{source} -> {target}: {r.From} -> {r.To}" into arrow
                    orderby arrow.Key
                    select $"{arrow.Key} ({arrow.First()})";
        string.Join(Environment.NewLine, wrong).ShouldBe("", $"arrows against the list of docs/architecture.md in {project}");
    }

    [Fact]
    public void Inference_carries_no_training_code()
    {
        const string Root = "Undertone.Recognition.";
        var wrong = from r in TypeReferences.Of(AssemblyFile("Undertone.Recognition"))
                    where r.From.StartsWith(Root + "Inference.", StringComparison.Ordinal)
                    let room = r.To[Root.Length..].Split('.')[0]
                    where !SeenByInference.Contains(room)
                    select $"{r.Where} names {r.To}";
        wrong.Distinct().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_is_a_namespace(string project)
    {
        var root = Repository.Of("src", project);
        var wrong = from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                    let folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')
                    where folder.Split('.')[0] is not ("obj" or "bin")
                    let expected = folder == "" || folder == "." ? project : $"{project}.{folder.TrimStart('.')}"
                    let line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal))
                    where line is not null && line != $"namespace {expected};"
                    select $"{Path.GetRelativePath(root, file)}: {line}";
        wrong.ShouldBeEmpty();
    }

    private static string AssemblyFile(string project) =>
        Path.Combine(AppContext.BaseDirectory, Programs.GetValueOrDefault(project, project) + ".dll");

    private static HashSet<string> TypesOf(string project)
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(AssemblyFile(project));
        var own = module.Types.Where(t => t.Namespace == project || t.Namespace.StartsWith(project + ".", StringComparison.Ordinal));
        return [.. own.Select(t => t.FullName)];
    }
}
